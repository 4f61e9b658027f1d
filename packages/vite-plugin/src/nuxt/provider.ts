// Runs in browsers as well: nothing of the engine may be imported here.
import { type Modifiers, printImagePath, ROUTE } from './image-path.js'

interface Asked {
  modifiers: Modifiers
}

interface ImageContext {
  options: { nuxt: { baseURL: string } }
}

/** The provider, as Nuxt Image wants one. */
export default () => ({
  validateDomains: true,
  supportsAlias: false,
  getImage(source: string, { modifiers }: Asked, { options }: ImageContext): { url: string } {
    // Images of other servers are not ours to read.
    if (/^(?:[a-z][a-z\d+.-]*:)?\/\//i.test(source)) return { url: source }
    return { url: `${options.nuxt.baseURL.replace(/\/$/, '')}${ROUTE}${printImagePath(source, modifiers)}` }
  },
})
