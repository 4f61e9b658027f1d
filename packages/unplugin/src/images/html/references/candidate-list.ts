import { PLACES } from '../../places/places.js'
import type { HtmlReferenceKind } from './html-reference-kind.js'
import { placeCandidate, splitCandidates } from './split-candidates.js'

/** An attribute that lists candidates: `srcset`, `imagesrcset`, `data-srcset`. */
export const candidateList: HtmlReferenceKind = {
  name: 'candidate-list',
  holds: (_, name) => name.toLowerCase().endsWith('srcset'),
  async write({ element, name, value, isRequest, write }) {
    const written = splitCandidates(value).map(async ({ url, descriptor, text }) => {
      if (!isRequest(url)) return { srcset: text, sizes: null, isOurs: false }
      const made = await write(url, placeCandidate(PLACES.srcset, descriptor))
      return made === null ? null : { ...made, isOurs: true }
    })
    const candidates = await Promise.all(written)
    const known = candidates.filter(candidate => candidate !== null)
    // One that cannot be had keeps the whole as it is: its error is told.
    if (known.length < candidates.length || !known.some(({ isOurs }) => isOurs)) return null
    const sizes = known.find(candidate => candidate.sizes !== null)?.sizes
    const sizesName = `${name.slice(0, -'srcset'.length)}sizes`
    const isSaid = sizes === undefined || sizes === null || element.attributes.has(sizesName)
    return {
      texts: { [name]: known.map(({ srcset }) => srcset).join(', '), ...(isSaid ? {} : { [sizesName]: sizes }) },
    }
  },
}
