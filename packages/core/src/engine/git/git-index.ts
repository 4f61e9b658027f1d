/** What git noted of a file when it last compared it with what is committed or staged. */
export interface GitEntry {
  /** Id of the content, in hex: SHA-1 or SHA-256, as the repository has them. */
  blob: string
  /** Seconds and nanoseconds of the file's times, and its size and inode, each modulo 2³², as the file system said. */
  ctime: GitTime
  mtime: GitTime
  size: number
  inode: number
}

export interface GitTime {
  seconds: number
  nanoseconds: number
}

/** Words of the fixed part of an entry, of four bytes each. */
const WORDS = 10
const ASSUMED_UNCHANGED = 0x8000
const EXTENDED = 0x4000
const STAGE = 0x3000
const SKIPPED = 0x4000
const INTENDED = 0x2000
/** The kind of a plain file in the upper bits of a mode. */
const PLAIN_FILE = 0o10

/**
 * Entries of plain files by their paths from the root of the work tree, as `gitformat-index` describes them in its versions 2 to 4.
 * Left out is whatever git itself does not compare: conflicts, and files that it was told to take for unchanged or to leave out.
 *
 * @param wanted says which paths matter.
 * @returns undefined for what is no such index, and for one that shares its entries with another file.
 */
export function parseGitIndex(
  bytes: Buffer,
  idBytes: number,
  wanted: (path: string) => boolean,
): Map<string, GitEntry> | undefined {
  try {
    return parse(bytes, idBytes, wanted)
  } catch (error) {
    // Whatever ends too early.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function parse(bytes: Buffer, idBytes: number, wanted: (path: string) => boolean): Map<string, GitEntry> | undefined {
  const version = bytes.readUInt32BE(4)
  if (bytes.toString('latin1', 0, 4) !== 'DIRC' || version < 2 || version > 4) return undefined
  const entries = new Map<string, GitEntry>()
  let at = 12
  let path = Buffer.alloc(0)
  for (let left = bytes.readUInt32BE(8); left > 0; left--) {
    const start = at
    const word = (index: number) => bytes.readUInt32BE(start + index * 4)
    const idAt = start + WORDS * 4
    const flags = bytes.readUInt16BE(idAt + idBytes)
    const isExtended = (flags & EXTENDED) !== 0
    const more = isExtended ? bytes.readUInt16BE(idAt + idBytes + 2) : 0
    at = idAt + idBytes + (isExtended ? 4 : 2)
    const kept = version === 4 ? readKept(bytes, at) : { next: at, removed: path.length }
    const end = bytes.indexOf(0, kept.next)
    if (end === -1) return undefined
    path = Buffer.concat([path.subarray(0, path.length - kept.removed), bytes.subarray(kept.next, end)])
    // Before version 4, entries are filled up with one to eight zeros.
    at = version === 4 ? end + 1 : start + (Math.floor((end - start) / 8) + 1) * 8
    const isCompared = (flags & (ASSUMED_UNCHANGED | STAGE)) === 0 && (more & (SKIPPED | INTENDED)) === 0
    if (!isCompared || word(6) >>> 12 !== PLAIN_FILE) continue
    const name = path.toString('utf8')
    if (!wanted(name)) continue
    entries.set(name, {
      blob: bytes.toString('hex', idAt, idAt + idBytes),
      ctime: { seconds: word(0), nanoseconds: word(1) },
      mtime: { seconds: word(2), nanoseconds: word(3) },
      inode: word(5),
      size: word(9),
    })
  }
  return isWhole(bytes, at, idBytes) ? entries : undefined
}

/** How much of the path before goes: a number in groups of seven bits, as offsets in packs are written. */
function readKept(bytes: Buffer, start: number): { next: number; removed: number } {
  let next = start
  let byte = bytes.readUInt8(next++)
  let removed = byte & 0x7f
  while ((byte & 0x80) !== 0) {
    byte = bytes.readUInt8(next++)
    removed = (removed + 1) * 128 + (byte & 0x7f)
  }
  return { next, removed }
}

/** Whether all extensions are such as may be passed over: their names begin with a capital, and that of sparse folders. */
function isWhole(bytes: Buffer, start: number, idBytes: number): boolean {
  let at = start
  while (at + 8 <= bytes.length - idBytes) {
    const name = bytes.toString('latin1', at, at + 4)
    if (!/^[A-Z]/.test(name) && name !== 'sdir') return false
    at += 8 + bytes.readUInt32BE(at + 4)
  }
  return at === bytes.length - idBytes
}
