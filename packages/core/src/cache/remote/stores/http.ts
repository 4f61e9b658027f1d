import { invalidOption, optionalRecord } from '../../../options/option-checks.js'
import { environmentText } from '../environment.js'
import type { StoreKind } from '../store-kind.js'

export const HTTP: StoreKind = {
  schemes: ['https:', 'http:'],
  example: 'https://host/path/{key}',
  options: ['headers'],
  prepare({ text, options }) {
    if (!/\{(?:key|hash)\}/.test(text)) {
      throw invalidOption('cache.remote.url', 'an HTTP URL with {key} or {hash} where the name of an entry goes', text)
    }
    const token = environmentText('LAZY_IMAGE_REMOTE_TOKEN')
    const headers = {
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...optionalRecord(options.headers, 'cache.remote.headers'),
    }
    try {
      new Headers(headers)
    } catch {
      throw invalidOption('cache.remote.headers', 'an object of HTTP headers', Object.keys(headers))
    }
    return async () => new (await import('../http-store.js')).HttpStore({ url: text, headers })
  },
}
