import { misfit } from '../places/misfit.js'
import type { PlaceKind } from '../places/place-kind.js'
import { listElements, type PageElement } from './page-element.js'
import type { PageRequest } from './page-host.js'
import { listPugElements, listPugTemplates } from './pug-elements.js'

/** The attributes that Vue's compiler makes imports of, where it is not told otherwise. */
const FOLLOWED: Readonly<Record<string, readonly string[]>> = {
  img: ['src', 'srcset'],
  source: ['src', 'srcset'],
  video: ['src', 'poster'],
  image: ['href', 'xlink:href'],
}

/** What decides how often there is an element: around it, a `picture` would stand in its way. */
const STRUCTURAL = ['v-if', 'v-else-if', 'v-else', 'v-for']

/** Ids of components, and of templates in files of their own. */
export const TEMPLATE: RegExp = /\.vue$|^[^?]*(?<!\.vue)\?vue&type=template\b/

/**
 * The elements of the templates in a file, which may be written in Pug.
 *
 * @param id path of the file, and the query that it is read with.
 */
export async function listTemplateElements(text: string, id: string): Promise<readonly PageElement[]> {
  if (id.endsWith('.vue')) return [...(await listElements(text)), ...listPugTemplates(text)]
  return /^[^?]*\.pug\b|[?&.]lang[.=]pug\b/.test(id) ? listPugElements(text) : listElements(text)
}

/** Whether an element of a template is HTML's; what is called alike may be a component of the project. */
export function isPlainElement({ tag, writtenTag }: PageElement): boolean {
  return tag === writtenTag
}

/** Whether Vue's compiler makes an import of the attribute that a request is written in. */
export function isFollowed({ element, name }: PageRequest): boolean {
  return FOLLOWED[element.tag]?.includes(name) ?? false
}

/** What Vue's compiler imports for a URL; null for one that it leaves as it is. */
export function moduleInTemplate(url: string): string | null {
  if (url.startsWith('~')) return url.replace(/^~\/?/, '')
  return /^[./@]/.test(url) ? url : null
}

/** The place of a request in a template, which refuses what Vue would give another meaning to. */
export function placeInTemplate<Value>({ element }: PageRequest, kind: PlaceKind<Value>): PlaceKind<Value> {
  const structural = STRUCTURAL.find(name => element.attributes.has(name))
  const isPug = element.language === 'pug'
  if (structural === undefined && !isPug) return kind
  return {
    name: kind.name,
    write(placed, known) {
      const { inText } = placed.planned.plan.request.result.shape
      if (inText?.comesTo !== 'elements') return kind.write(placed, known)
      throw isPug
        ? misfit(placed, 'an img in Pug', 'write the template in HTML, or ask for several widths without as')
        : misfit(placed, `an img beside ${structural}`, `write ${structural} on an element around it`)
    },
  }
}
