import { readFileSync } from 'node:fs'

/** A pointer is three lines of text; the format allows no more. */
const MOST_BYTES = 1024n

/**
 * Whether a file is what Git LFS leaves in the place of one of so many bytes until that is fetched.
 *
 * @param size of the file as it is.
 */
export function isPointerTo(bytes: number, file: string, size: bigint): boolean {
  if (size > MOST_BYTES) return false
  const [, told] =
    /^version https:\/\/\S+\noid sha256:[0-9a-f]{64}\nsize (\d+)\n$/.exec(readFileSync(file, 'utf8')) ?? []
  return told === String(bytes)
}
