import type { Feature } from './feature.js'

/**
 * What is expected to be seen: JSON in which these stand for what is not known here.
 *
 * - `{ core: request }` is what core makes of the request, with the names of contents for URLs.
 * - `{ source: path }` is the URL of a picture as it is.
 * - `{ fact: name }` is what the facts of the host say.
 * - `{ text: […] }` is one text of several parts.
 *
 * Paths are relative to the row's folder, or with `/` before them to the project's root.
 */
export type Expected =
  | { core: string }
  | { source: string }
  | { fact: 'requires' }
  | { text: readonly Expected[] }
  | string
  | number
  | boolean
  | null
  | readonly Expected[]
  | { readonly [key: string]: Expected }

/** A place at which a page shows what became of a reference. */
export type Look =
  /** What `index.js` of the row exports by default; a promise is awaited. */
  | { value: Expected }
  /** An attribute of the first element that the selector finds. */
  | { element: string; attribute: string; is: Expected }
  /** The text in it. */
  | { element: string; text: true; is: Expected }
  /** A property of its computed style, or of the pseudo-element `::before`. */
  | { element: string; style: string; pseudo?: '::before'; is: Expected }
  /** No file of the output is what core makes of this request. */
  | { absent: string }

/**
 * One reference. Its pictures are made by code, each of colours of its own, at every path that `looks` name; a picture is called
 * as nothing in another row is, so that what is wrong in the output is known to be of this row.
 */
export interface Row {
  /** Also the name of its folder below `src`. */
  readonly name: string
  readonly needs: readonly Feature[]
  /** The reference, as docs/hosts.md shows it. */
  readonly shown: string
  /** By path, as in {@link Expected}. `index.js` or `index.ts` is imported by the page, dynamically: what fails there fails alone. */
  readonly files?: Readonly<Record<string, string>>
  /** A file of styles that the page's entry imports. */
  readonly style?: string
  /** HTML in the page's head and body. `here` is the row's folder as the page calls it, without a slash at the end. */
  readonly head?: (here: string) => string
  readonly body?: (here: string) => string
  /** Further pictures, which no look names. */
  readonly pictures?: readonly string[]
  readonly looks: readonly Look[]
}

/** A reference that cannot be followed: the build fails, and says why. */
export interface RefusedRow extends Omit<Row, 'looks'> {
  /** What the error says, beside the place. */
  readonly says: RegExp
  /** The file that it names, relative to the row's folder. */
  readonly at: string
}

/** A row whose value is what core makes of a request. */
export function valueRow(
  name: string,
  shown: string,
  files: string | Readonly<Record<string, string>>,
  value: Expected,
  needs: readonly Feature[] = ['import'],
): Row {
  return { name, shown, needs, files: typeof files === 'string' ? { 'index.js': files } : files, looks: [{ value }] }
}

/** What a computed style says of a picture. */
export function cssUrl(expected: Expected): Expected {
  return { text: ['url("', expected, '")'] }
}
