import { crc32 } from 'node:zlib'
import { fixture } from './fixture.js'

/** A picture, or a request for one, that cannot be had, and what its error must say. */
export interface BadImport {
  /** For the test's name. */
  readonly what: string
  readonly request: string
  /** The file that the request names; absent when it is missing. */
  readonly content?: Uint8Array
  readonly code: string
  /** The rule that is broken. */
  readonly rule: RegExp
  /** The value received. */
  readonly value: RegExp
  /** Whether it is known from the header, before any pixel is read. */
  readonly inHeader: boolean
}

const SOUND = fixture('a.jpg')

/** Every bad input that must have an error of its own. */
export const BAD_IMPORTS: readonly BadImport[] = [
  {
    what: 'a missing file',
    request: './missing.jpg?w=40',
    code: 'SOURCE_NOT_FOUND',
    rule: /There is no file/,
    value: /src[\\/]missing\.jpg/,
    inHeader: true,
  },
  {
    what: 'a text file named .jpg',
    request: './text.jpg?w=40',
    content: Buffer.from('This is no picture, but a line of text.\n'),
    code: 'SOURCE_NOT_AN_IMAGE',
    rule: /is not an image/,
    value: /"This is no/,
    inHeader: true,
  },
  {
    what: 'a truncated JPEG',
    request: './truncated.jpg?w=40',
    content: SOUND.subarray(0, Math.floor(SOUND.length / 2)),
    code: 'SOURCE_TRUNCATED',
    rule: /truncated|ends/i,
    value: /truncated\.jpg/,
    inHeader: false,
  },
  {
    what: 'a PNG header of 60000×60000',
    request: './huge.png?w=40',
    content: pngHeader(60_000, 60_000),
    code: 'LIMIT_PIXELS',
    rule: /limit/i,
    value: /60000×60000/,
    inHeader: true,
  },
  {
    what: 'a file of 0 bytes',
    request: './empty.jpg?w=40',
    content: new Uint8Array(),
    code: 'SOURCE_EMPTY',
    rule: /empty/i,
    value: /empty\.jpg|0 bytes/,
    inHeader: true,
  },
  {
    what: 'an unknown format',
    request: './sound.jpg?w=40&format=wepb',
    content: SOUND,
    code: 'DIRECTIVE_INVALID',
    rule: /format must be one of avif, webp, jpg, jpeg, png/,
    value: /"wepb".*did you mean webp/,
    inHeader: true,
  },
  {
    what: 'a misspelt directive',
    request: './sound.jpg?w=40&qualty=50',
    content: SOUND,
    code: 'DIRECTIVE_UNKNOWN',
    rule: /Unknown directive/,
    value: /"qualty"; did you mean quality/,
    inHeader: true,
  },
  {
    what: 'a misspelt directive alone',
    request: './sound.jpg?fromat=webp',
    content: SOUND,
    code: 'DIRECTIVE_UNKNOWN',
    rule: /Unknown directive/,
    value: /"fromat"; did you mean format/,
    inHeader: true,
  },
  {
    what: 'a directive in capitals',
    request: './sound.jpg?W=400',
    content: SOUND,
    code: 'DIRECTIVE_UNKNOWN',
    rule: /Unknown directive/,
    value: /"W"; did you mean w\?/,
    inHeader: true,
  },
  {
    what: 'a directive that is given twice',
    request: './sound.jpg?w=40&w=80',
    content: SOUND,
    code: 'DIRECTIVE_REPEATED',
    rule: /Directive w is given more than once/,
    value: /A list is written w=40;80/,
    inHeader: true,
  },
  {
    what: 'a list with commas',
    request: './sound.jpg?w=400,800',
    content: SOUND,
    code: 'DIRECTIVE_INVALID',
    rule: /Directive w must be an integer/,
    value: /"400,800"; a list is written w=400;800/,
    inHeader: true,
  },
  {
    what: 'a width that is no number',
    request: './sound.jpg?w=abc',
    content: SOUND,
    code: 'DIRECTIVE_INVALID',
    rule: /w must be an integer from 1 to 65535/,
    value: /"abc"/,
    inHeader: true,
  },
  {
    what: 'a quality of 0',
    request: './sound.jpg?w=40&quality=0',
    content: SOUND,
    code: 'DIRECTIVE_INVALID',
    rule: /quality must be an integer from 1 to 100/,
    value: /"0"/,
    inHeader: true,
  },
]

/** The files that bad imports name, by their names in `src`. */
export function badFiles(imports: readonly BadImport[]): Record<string, Uint8Array> {
  return Object.fromEntries(
    imports.flatMap(({ request, content }) =>
      content === undefined ? [] : [[`src/${request.slice(2, request.indexOf('?'))}`, content]],
    ),
  )
}

/** A PNG that has a sound header and nothing else. */
function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('IDAT', Buffer.alloc(0)),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, checksum])
}
