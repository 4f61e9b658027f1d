import { misfit } from '../places/misfit.js'
import type { PlaceKind } from '../places/place-kind.js'
import type { PageElement } from './page-element.js'
import type { PageRequest } from './page-host.js'

/** The attributes that Vue's compiler makes imports of, where it is not told otherwise. */
const FOLLOWED: Readonly<Record<string, readonly string[]>> = {
  img: ['src', 'srcset'],
  source: ['src', 'srcset'],
  video: ['src', 'poster'],
  image: ['href', 'xlink:href'],
}

/** What decides how often there is an element: around it, a `picture` would stand in its way. */
const STRUCTURAL = ['v-if', 'v-else-if', 'v-else', 'v-for']

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
  if (structural === undefined) return kind
  return {
    name: kind.name,
    write(placed, known) {
      const { inText } = placed.planned.plan.request.result.shape
      if (inText?.comesTo !== 'elements') return kind.write(placed, known)
      throw misfit(placed, `an img beside ${structural}`, `write ${structural} on an element around it`)
    },
  }
}
