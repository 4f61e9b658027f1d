/** `#rrggbb` of every three bytes. */
export function hexColours(data: Uint8Array): string[] {
  return Array.from({ length: Math.floor(data.length / 3) }, (_, index) => hexColour(data.subarray(index * 3)))
}

/** `#rrggbb` of the first three bytes. */
export function hexColour(data: Uint8Array): string {
  return `#${Buffer.from(data.subarray(0, 3)).toString('hex')}`
}
