/** How files of a format begin. */
const SIGNATURES: readonly (readonly [pattern: RegExp, type: string])[] = [
  [/^\xff\xd8\xff/, 'image/jpeg'],
  [/^\x89PNG/, 'image/png'],
  [/^RIFF.{4}WEBP/s, 'image/webp'],
  [/^.{4}ftypavi[fs]/s, 'image/avif'],
  [/^GIF8/, 'image/gif'],
  [/^\s*<(?:\?xml|svg)/, 'image/svg+xml'],
]

/** The media type of a picture as its bytes say it. */
export function mediaTypeOfBytes(data: Uint8Array): string {
  const head = Buffer.from(data.subarray(0, 32)).toString('latin1')
  return SIGNATURES.find(([pattern]) => pattern.test(head))?.[1] ?? 'no picture'
}

/** The media type of a format as queries and file names spell it. */
export function mediaTypeOfFormat(format: string): string {
  const name = format.toLowerCase()
  return `image/${{ jpg: 'jpeg', svg: 'svg+xml' }[name] ?? name}`
}
