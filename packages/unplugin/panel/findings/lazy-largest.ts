import type { FindingKind } from './finding-kind.js'

export const lazyLargest: FindingKind = {
  name: 'lazy-largest',
  find({ shown, page }) {
    const { element } = shown
    if (!(element instanceof HTMLImageElement) || element.loading !== 'lazy' || !page.isLargest(shown)) return null
    return {
      severity: 'problem',
      title: 'LCP picture, loaded lazily',
      advice:
        'It is the largest thing painted (LCP), by which the page counts as loaded. With loading="lazy" the browser waits until it ' +
        'knows where the picture stands. Leave loading out here, and say that it is wanted first.',
      snippets: [{ label: 'instead of loading="lazy"', text: 'fetchpriority="high"' }],
    }
  },
}
