import type { FindingKind } from './finding-kind.js'

export const unhurriedLargest: FindingKind = {
  name: 'unhurried-largest',
  find({ shown, page }) {
    const { element } = shown
    if (!(element instanceof HTMLImageElement) || element.loading === 'lazy' || !page.isLargest(shown)) return null
    if (element.getAttribute('fetchpriority') === 'high') return null
    return {
      severity: 'hint',
      title: 'LCP picture, with no priority',
      advice:
        'It is the largest thing painted (LCP). Browsers load pictures late until they know what is seen of them.',
      snippets: [{ label: 'attribute', text: 'fetchpriority="high"' }],
    }
  },
}
