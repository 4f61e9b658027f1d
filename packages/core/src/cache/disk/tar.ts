import type { FileHandle } from 'node:fs/promises'

/** A file of an archive. */
export interface TarFile {
  name: string
  content: Buffer
  /** Whole seconds. */
  modified: number
}

const BLOCK = 512

/** A header's fields: where each begins, and how many bytes it has. */
const NAME = [0, 100] as const
const MODE = [100, 8] as const
const OWNER = [108, 8] as const
const GROUP = [116, 8] as const
const SIZE = [124, 12] as const
const TIME = [136, 12] as const
const CHECKSUM = [148, 8] as const
const KIND = 156
const MAGIC = [257, 8] as const

/** The blocks of one file of an archive in POSIX's format, which every tar reads. @throws {RangeError} for a name of more than 100 bytes. */
export function tarFile({ name, content, modified }: TarFile): Buffer {
  const header = Buffer.alloc(BLOCK)
  if (Buffer.byteLength(name) > NAME[1]) throw new RangeError(`the name ${name} is longer than 100 bytes`)
  header.write(name, NAME[0])
  writeNumber(header, MODE, 0o644)
  writeNumber(header, OWNER, 0)
  writeNumber(header, GROUP, 0)
  writeNumber(header, SIZE, content.length)
  writeNumber(header, TIME, modified)
  header.write('0', KIND)
  header.write('ustar\x0000', MAGIC[0], 'latin1')
  writeNumber(header, CHECKSUM, checksumOf(header))
  return Buffer.concat([header, content, Buffer.alloc(paddingOf(content.length))])
}

/** What an archive ends with. */
export const TAR_END: Buffer = Buffer.alloc(2 * BLOCK)

/** What is wrong with an archive. */
export class TarError extends Error {
  override readonly name = 'TarError'
}

/**
 * The plain files of an archive, one after the other; what is anything else, larger, or of no interest is passed over unread.
 *
 * @param isWanted by its name.
 * @throws {TarError} where it is none, or ends too early.
 */
export async function* readTar(
  handle: FileHandle,
  mostBytes: number,
  isWanted: (name: string) => boolean,
): AsyncGenerator<TarFile> {
  for (let at = 0; ; ) {
    const header = await readAt(handle, at, BLOCK)
    if (header.length === 0 && at > 0) return
    if (header.length < BLOCK) throw new TarError('it ends too early')
    if (header.every(byte => byte === 0)) return
    if (readNumber(header, CHECKSUM) !== checksumOf(header)) throw new TarError('it is no tar archive, or damaged')
    const bytes = readNumber(header, SIZE)
    if (bytes === undefined) throw new TarError('it tells a size that is none')
    const name = textOf(header, NAME)
    at += BLOCK
    const isFile = header[KIND] === 0x30 || header[KIND] === 0
    if (isFile && bytes <= mostBytes && isWanted(name)) {
      const content = await readAt(handle, at, bytes)
      if (content.length < bytes) throw new TarError('it ends too early')
      yield { name, content, modified: readNumber(header, TIME) ?? 0 }
    }
    at += bytes + paddingOf(bytes)
  }
}

async function readAt(handle: FileHandle, position: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes)
  let filled = 0
  while (filled < bytes) {
    const { bytesRead } = await handle.read(buffer, filled, bytes - filled, position + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}

/** The sum of a header's bytes, with the checksum itself as spaces. */
function checksumOf(header: Buffer): number {
  const [start, bytes] = CHECKSUM
  let sum = bytes * 0x20
  for (const [at, byte] of header.entries()) if (at < start || at >= start + bytes) sum += byte
  return sum
}

function writeNumber(header: Buffer, [start, bytes]: readonly [number, number], value: number): void {
  header.write(`${value.toString(8).padStart(bytes - 1, '0')}\0`, start, 'latin1')
}

function readNumber(header: Buffer, field: readonly [number, number]): number | undefined {
  const text = textOf(header, field).trim()
  return /^[0-7]{1,11}$/.test(text) ? Number.parseInt(text, 8) : undefined
}

function textOf(header: Buffer, [start, bytes]: readonly [number, number]): string {
  return header.toString('utf8', start, start + bytes).replace(/\0.*$/s, '')
}

function paddingOf(bytes: number): number {
  return (BLOCK - (bytes % BLOCK)) % BLOCK
}
