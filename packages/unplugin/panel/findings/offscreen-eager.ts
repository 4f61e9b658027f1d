import type { FindingKind } from './finding-kind.js'

/** Heights of the window that a picture begins below, before it counts as far. */
const FAR = 2

export const offscreenEager: FindingKind = {
  name: 'offscreen-eager',
  find({ shown, page }) {
    const { element } = shown
    if (!(element instanceof HTMLImageElement) || element.loading === 'lazy') return null
    if (element.getAttribute('fetchpriority') === 'high' || page.isLargest(shown)) return null
    const { top, width } = element.getBoundingClientRect()
    if (width === 0 || top + scrollY < FAR * page.viewport.height) return null
    return {
      severity: 'hint',
      title: 'Far below, and loaded at once',
      advice: 'Nobody sees it before they scroll, and it takes its part of the line from what they see.',
      snippets: [{ label: 'attribute', text: 'loading="lazy"' }],
    }
  },
}
