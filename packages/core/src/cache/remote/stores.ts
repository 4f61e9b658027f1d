import { invalidOption } from '../../options/option-checks.js'
import type { RemoteOptions } from '../../options/remote-options.js'
import type { RemoteStore } from '../../options/remote-store.js'
import type { StoreAsked, StoreKind } from './store-kind.js'
import { HTTP } from './stores/http.js'
import { REDIS } from './stores/redis.js'
import { S3 } from './stores/s3.js'

/** Every kind of store that a URL can name; a new one is a file and a line here. */
const KINDS: readonly StoreKind[] = [HTTP, S3, REDIS]

/** Options that belong to one kind each. */
export const OPTIONS_OF_KINDS: readonly (keyof RemoteOptions)[] = KINDS.flatMap(({ options }) => options)

/**
 * What opens the store that a URL names.
 *
 * @throws {LazyImageError} `OPTION_INVALID`
 */
export function prepareStore(text: string, asked: Omit<StoreAsked, 'address' | 'text'>): () => Promise<RemoteStore> {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const kind = KINDS.find(({ schemes }) => url !== undefined && schemes.includes(url.protocol))
  if (url === undefined || kind === undefined) {
    throw invalidOption(
      'cache.remote.url',
      `an address such as ${KINDS.map(({ example }) => example).join(', ')}`,
      withoutPassword(text),
    )
  }
  for (const name of OPTIONS_OF_KINDS) {
    if (asked.options[name] === undefined || kind.options.includes(name)) continue
    throw invalidOption(`cache.remote.${name}`, `left out for ${kind.schemes.join(' and ')}//`, asked.options[name])
  }
  return kind.prepare({ ...asked, address: url, text })
}

function withoutPassword(text: string): string {
  return text.replace(/\/\/[^/@]*@/, '//…@')
}
