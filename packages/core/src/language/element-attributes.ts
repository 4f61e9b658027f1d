/** Attributes that a query asks for, of the element that shows a picture; absent where it asks for none. */
export interface ElementAttributes {
  readonly alt?: string
  readonly class?: string
  readonly loading?: 'lazy' | 'eager'
  readonly decoding?: 'async' | 'sync' | 'auto'
  readonly fetchpriority?: 'high' | 'low' | 'auto'
}

/** Whether a picture is loaded when it comes near the screen: unless the page is waited for it. */
export function isLoadedLate({ loading, fetchpriority }: ElementAttributes): boolean {
  return loading === undefined ? fetchpriority !== 'high' : loading === 'lazy'
}
