import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'

const FOLDER = new URL('../../fixtures/imagetools/', import.meta.url)

/** What an import comes to: a value, or an error; and what is told beside it. */
export interface Outcome {
  /** URLs are `<name.ext WxH>`, data URIs `<data:type>`; absent with an error. */
  value?: unknown
  /** Names of the module's exports, where a record looks at them. */
  names?: readonly string[]
  /** Code of the error. */
  error?: string
  /** Codes of the warnings. */
  told?: readonly string[]
}

/** A query, and what vite-imagetools 12 makes of it. */
export interface ImagetoolsRecord {
  /** The query, with the options behind it where there are some. */
  id: string
  query: string
  /** Options of the plugin; null for none. */
  options: Readonly<Record<string, unknown>> | null
  /** Whether the module's exports are looked at. */
  isNamed: boolean
  theirs: Outcome
}

interface Written {
  query: string
  options?: Readonly<Record<string, string>>
  named?: boolean
  value?: unknown
  names?: string[]
  emitted?: string[]
  error?: string
}

/** Every record: those that came with the project's contract, and those that were observed for it. */
export const RECORDS: readonly ImagetoolsRecord[] = unique([
  ...read('recorded.json', contractOption),
  ...read('further.json', evaluated),
])

/** A file beside the records. */
export function readBeside<Content>(name: string): Content {
  return JSON.parse(readFileSync(fileURLToPath(new URL(name, FOLDER)), 'utf8')) as Content
}

/** Whether two outcomes are the same to whoever writes the import. Errors are, whatever they say. */
export function isSame(one: Outcome, other: Outcome): boolean {
  if (one.error !== undefined || other.error !== undefined)
    return (one.error === undefined) === (other.error === undefined)
  return isDeepStrictEqual([one.value, one.names], [other.value, other.names])
}

function read(name: string, optionOf: (text: string) => unknown): ImagetoolsRecord[] {
  return readBeside<{ cases: Written[] }>(name).cases.map(written => {
    const { query, options, named = false } = written
    return {
      id: options === undefined ? query : `${query} ${JSON.stringify(options)}`,
      query,
      options:
        options === undefined
          ? null
          : Object.fromEntries(Object.entries(options).map(([key, text]) => [key, optionOf(text)])),
      isNamed: named,
      theirs: theirOutcome(written),
    }
  })
}

/** The records of the contract write an expression or a plain text. */
function contractOption(text: string): unknown {
  const parameters = /^URLSearchParams\((.*)\)$/.exec(text)?.[1]
  if (parameters !== undefined) return new URLSearchParams(parameters)
  return text.includes('=>') ? evaluated(text) : text
}

function evaluated(text: string): unknown {
  return new Function(`return (${text})`)()
}

function theirOutcome({ value, names, emitted = [], error }: Written): Outcome {
  if (error !== undefined) return { error }
  const text = JSON.stringify(value ?? null)
    .replaceAll('<data:svg>', '<data:image/svg+xml>')
    // One record names the file as it was written.
    .replaceAll(/\/assets\/([^"]+)-[\w-]{8}(\.\w+)/g, (_, name: string, ext: string) => {
      return `<${decodeURIComponent(name)}${ext} ${emitted[0]?.split(' ')[1]}>`
    })
    .replaceAll(/"size":\d+/g, '"size":"<bytes>"')
    // Bundlers give equal files one name, so that the spelling depends on what else is built.
    .replaceAll(/\.jpeg( \d+x\d+>)/g, '.jpg$1')
  return { value: JSON.parse(text) as unknown, ...(names === undefined ? {} : { names }) }
}

function unique(records: readonly ImagetoolsRecord[]): ImagetoolsRecord[] {
  return [...new Map(records.map(record => [record.id, record])).values()]
}
