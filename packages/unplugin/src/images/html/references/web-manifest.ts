import type { HtmlReferenceKind } from './html-reference-kind.js'

/** `<link rel="manifest">`: a file that names icons. */
export const webManifest: HtmlReferenceKind = {
  name: 'web-manifest',
  holds({ tag, attributes }, name) {
    const rel = attributes.get('rel')?.value.toLowerCase().split(/\s+/) ?? []
    return tag === 'link' && name === 'href' && rel.includes('manifest')
  },
  async write({ value, writeManifest }) {
    const href = await writeManifest(value.trim())
    return href === null ? null : { texts: { href } }
  },
}
