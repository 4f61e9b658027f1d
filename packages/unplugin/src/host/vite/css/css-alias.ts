import { resolve } from 'node:path'
import { IMAGE_MENTION, splitId } from '@lazy-image/core/host'
import type { Alias } from 'vite'
import { completeValue, findAuthor } from './find-author.js'
import { addOrigin, type CssReference, readOrigin, readServedReference, SERVED_REFERENCE } from './reference.js'
import { STYLESHEET } from './stylesheet.js'

/** What Sass and Less fill in: a partial is asked about before it is compiled, and again when it is known what it says. */
const INTERPOLATION = /[#@]\{/

/** What an alias resolves with: Vite's plugins for it, without those of users. */
export interface AliasContext {
  resolve(
    specifier: string,
    importer: string | undefined,
    options: Record<string, unknown> & { skipSelf: boolean },
  ): Promise<Resolved | null>
  warn(message: string): void
}

interface Resolved {
  id: string
  external: boolean | 'absolute' | 'relative'
}

/** What a host lends to the alias. */
export interface CssUrls {
  /** Absolute folder of the project. */
  root: string
  /** Every alias there is, this one among them. */
  aliases: readonly Alias[]
  /** The id of an image request in a stylesheet; null for what is none. */
  find(
    context: AliasContext,
    reference: Omit<CssReference, 'id'>,
    resolve: (specifier: string) => Promise<Resolved | null>,
  ): Promise<string | null>
  /** The id of a file that stands in for a reference. */
  standIn(reference: CssReference): string
}

/** What is asked about: whatever names an image, and what has been answered once. */
const ASKED = new RegExp(`${IMAGE_MENTION.source}|${SERVED_REFERENCE.source}`, 'i')

/**
 * An alias that sees what stylesheets refer to. Vite resolves that with aliases and its own rules alone, so that no hook
 * sees it, and it is the one way that sees all there is: imported stylesheets, partials, what is interpolated.
 *
 * It must come when the plugins of the project have been made from the other aliases, which it would turn into slower ones.
 */
export function makeCssAlias(urls: CssUrls): Alias {
  const alias: Alias = { find: ASKED, replacement: '$&' }
  const resolveReference = async (
    context: AliasContext,
    specifier: string,
    importer: string | undefined,
    options: Record<string, unknown>,
  ): Promise<Pick<Resolved, 'id'> | null> => {
    const others = urls.aliases.filter(other => other !== alias)
    const resolvePlain = (request: string, from = importer) =>
      context.resolve(request, from, { ...options, skipSelf: true })
    const resolveAliased = (request: string) => followAlias(others, request, resolvePlain)
    const { path: file } = splitId(importer ?? '')
    // Of what is not ours, aliases must still hold, of which only the first that fits is asked.
    if (importer === undefined || !STYLESHEET.test(importer)) return resolveAliased(specifier)
    const known = readServedReference(specifier, urls.root)
    if (known !== null) return { id: known }
    const resolveWhole = async (request: string, from = importer) =>
      (await resolveAliased(request)) ?? resolvePlain(request, from)
    const reference = { file: resolve(urls.root, file), specifier }
    if (INTERPOLATION.test(specifier)) {
      const found = specifier.includes('?') ? await resolveWhole(specifier) : null
      return found === null ? resolveAliased(specifier) : { id: addOrigin(found.id, reference) }
    }
    const origin = readOrigin(specifier)
    const author = origin === null ? { ...reference, file: await findAuthor(reference) } : reference
    const said = origin?.said ?? { ...author, specifier: await completeValue(author) }
    const asked = origin?.asked ?? said.specifier
    // Who is not the importer of all is found by its path alone.
    const from = author.file === reference.file ? importer : author.file
    const find = (request: string) => resolveWhole(request, from)
    const id = await urls.find(context, { ...author, specifier: asked }, find)
    if (id !== null) return { id: urls.standIn({ ...said, id }) }
    return origin === null ? resolveAliased(specifier) : resolveWhole(asked)
  }
  // It may take its time, whatever its type says.
  alias.customResolver = function (specifier, importer, options) {
    return resolveReference(this, specifier, importer, { ...options }) as never
  }
  return alias
}

/** What the first alias that fits makes of a specifier; null where none does. */
async function followAlias(
  aliases: readonly Alias[],
  specifier: string,
  resolveUpdated: (specifier: string) => Promise<Resolved | null>,
): Promise<Resolved | null> {
  const alias = aliases.find(({ find }) => fits(find, specifier))
  if (alias === undefined) return null
  const { find, replacement } = alias
  // In a text, `$` means nothing.
  const updated =
    typeof find === 'string' ? specifier.replace(find, () => replacement) : specifier.replace(find, replacement)
  return (await resolveUpdated(updated)) ?? { id: updated, external: false }
}

function fits(find: string | RegExp, specifier: string): boolean {
  if (find instanceof RegExp) return find.test(specifier)
  return specifier === find || specifier.startsWith(`${find}/`)
}
