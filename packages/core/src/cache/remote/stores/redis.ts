import { optionalInteger } from '../../../options/option-checks.js'
import { environmentInteger } from '../environment.js'
import type { StoreKind } from '../store-kind.js'

const DEFAULT_TTL = 30 * 24 * 3600

/** What Redis takes for seconds. */
const MOST_TTL = 2 ** 31

export const REDIS: StoreKind = {
  schemes: ['redis:', 'rediss:'],
  example: 'redis://host:6379',
  options: ['ttl'],
  prepare({ text, options, mayWrite, root }) {
    const ttl =
      optionalInteger(options.ttl, 'cache.remote.ttl', 1, MOST_TTL) ??
      environmentInteger('LAZY_IMAGE_REMOTE_TTL', 1, MOST_TTL) ??
      DEFAULT_TTL
    return async () => new (await import('../redis-store.js')).RedisStore({ url: text, ttl, mayWrite, root })
  },
}
