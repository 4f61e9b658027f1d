// What a compiler with entries adds to those of a page: it is bundled with them, and brings the panel from the server that it
// came from.

const script = typeof document === 'undefined' ? null : document.currentScript
const from = script instanceof HTMLScriptElement && script.src !== '' ? script.src : globalThis.location?.href
const url = from === undefined ? undefined : new URL('/@lazy-image/panel/panel.js', from)

// A page of another server could not be told anything.
if (url !== undefined && typeof document !== 'undefined' && url.origin === location.origin) {
  import(/* webpackIgnore: true */ url.href).catch(() => {})
}

export {}
