import type { FindingKind } from './finding-kind.js'

export const noSize: FindingKind = {
  name: 'no-size',
  find({ shown: { element, as }, pixels, facts }) {
    if (as !== 'img' || !(element instanceof HTMLImageElement)) return null
    if (element.hasAttribute('width') && element.hasAttribute('height')) return null
    if (hasOwnPlace(element)) return null
    const size = pixels ?? { width: element.naturalWidth, height: element.naturalHeight }
    if (size.width === 0) return null
    const told = facts === null ? '' : ' An import with as=img or as=picture has both, and as=html writes them.'
    return {
      severity: 'problem',
      title: 'No width and height',
      advice: `Until it is there, the browser keeps no place for it, and what stands below moves (layout shift).${told}`,
      snippets: [{ label: 'attributes', text: `width="${size.width}" height="${size.height}"` }],
    }
  },
}

/** Whether a style keeps its place, as far as a browser tells. */
function hasOwnPlace(element: HTMLImageElement): boolean {
  const style = getComputedStyle(element)
  if (style.position === 'absolute' || style.position === 'fixed' || style.display === 'none') return true
  if (style.aspectRatio !== 'auto') return true
  if (!('computedStyleMap' in element)) return false
  const styles = element.computedStyleMap()
  return ['width', 'height'].every(side => String(styles.get(side)) !== 'auto')
}
