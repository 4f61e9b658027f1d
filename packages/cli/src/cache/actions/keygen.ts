import { generateKeyPair } from '@lazy-image/core/host'
import type { CacheAction } from '../action.js'

export const keygenAction: CacheAction = {
  name: 'keygen',
  doc: 'makes a pair of keys for a cache that machines share: what signs, and what tells',
  hasFile: false,
  options: [],
  async run() {
    const pair = generateKeyPair()
    const lines = [
      '# A secret of those who may write, such as CI on branches that are trusted:',
      `LAZY_IMAGE_CACHE_PRIVATE_KEY=${pair.privateKey}`,
      '# For everybody, also as cache.remote.verify in the options:',
      `LAZY_IMAGE_CACHE_PUBLIC_KEYS=${pair.publicKey}`,
    ]
    return { json: pair, lines, isGood: true }
  },
}
