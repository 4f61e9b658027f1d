/** The largest thing that a page has painted while it loaded, as browsers take it for when a page is there. */
export interface Largest {
  url: string
  /** Null where it is in a shadow root, or gone. */
  element: Element | null
}

interface LargestEntry extends PerformanceEntry {
  url: string
  element: Element | null
}

/** Follows the largest picture of a page; some browsers do not tell. @param told when it is another one. */
export function followLargest(told: (largest: Largest) => void): void {
  if (!PerformanceObserver.supportedEntryTypes.includes('largest-contentful-paint')) return
  new PerformanceObserver(list => {
    const last = list.getEntries().at(-1) as LargestEntry | undefined
    if (last !== undefined) told({ url: last.url, element: last.element })
  }).observe({ type: 'largest-contentful-paint', buffered: true })
}
