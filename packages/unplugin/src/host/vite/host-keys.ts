/** Query keys that Vite, its clients and our own dev URLs add to an image request. */
export const HOST_KEYS: ReadonlySet<string> = new Set(['import', 't', 'v', 'k'])

/** The key of an output in a dev URL: a URL with it may be cached for ever. */
export const KEY_KEY = 'k'
