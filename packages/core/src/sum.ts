export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

/** Bytes of files together. */
export function sumBytes(files: readonly { readonly bytes: number }[]): number {
  return sum(files.map(({ bytes }) => bytes))
}
