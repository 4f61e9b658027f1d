/** Query keys that Vite and its clients add to an image request. */
export const HOST_KEYS: ReadonlySet<string> = new Set(['import', 't', 'v'])
