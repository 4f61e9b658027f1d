import { extname } from 'node:path'
import { didYouMean } from '@lazy-image/core/host'
import { UsageError } from '../usage-error.js'

/** What a name can be made of. */
export interface NameParts {
  /** Of the source, without its ending. */
  name: string
  /** Pixels of the output. */
  width: number
  height: number
  /** Of the output, without a dot. */
  ext: string
}

const PARTS = ['name', 'width', 'height', 'ext'] as const satisfies readonly (keyof NameParts)[]

/** Names an output by a pattern, with slashes between folders. */
export type NameOutput = (parts: NameParts) => string

/**
 * @param pattern such as `{name}-{width}.{ext}`; an ending that it lacks is added.
 * @throws {UsageError} for a part that there is not, and for a path that leads elsewhere.
 */
export function readNamePattern(pattern: string): NameOutput {
  for (const [written, part = ''] of pattern.matchAll(/\{([^{}]*)\}/g)) {
    if ((PARTS as readonly string[]).includes(part)) continue
    const known = PARTS.map(name => `{${name}}`).join(', ')
    throw new UsageError(
      `Option --name knows ${known}, but received ${JSON.stringify(written)}${didYouMean(part, PARTS)}`,
    )
  }
  if (/^[\\/]|^[a-z]:|(?:^|[\\/])\.\.(?:[\\/]|$)/i.test(pattern)) {
    throw new UsageError(`Option --name must stay in the folder of --out, but received ${JSON.stringify(pattern)}`)
  }
  const whole = extname(pattern) === '.{ext}' ? pattern : `${pattern}.{ext}`
  return parts => whole.replaceAll(/\{(\w+)\}/g, (_, part: keyof NameParts) => String(parts[part]))
}
