import { describe, expect, test } from 'vitest'
import { openEntry, sealEntry } from '../../../dist/cache/remote/envelope.js'
import { generateKeyPair, readSigner, readVerifier } from '../../../dist/cache/remote/signatures.js'
import { entryOf, keyOf } from '../../support/test-tier.js'

const SECRET = `hmac:${'s'.repeat(32)}`
const OTHER_SECRET = `hmac:${'t'.repeat(32)}`

const pairs = [generateKeyPair(), generateKeyPair()]
const [own, other] = pairs.map(({ privateKey, publicKey }) => ({ sign: privateKey, tell: publicKey }))

const KINDS = {
  Ed25519: { own: own ?? fail(), other: other ?? fail() },
  HMAC: { own: { sign: SECRET, tell: SECRET }, other: { sign: OTHER_SECRET, tell: OTHER_SECRET } },
}

function fail(): never {
  throw new Error('two pairs were made')
}

const signer = (text: string) => readSigner(text, 'sign')
const verifier = (text: string) => readVerifier(text, 'verify')
const key = keyOf(1)

describe.each(Object.entries(KINDS))('an entry signed by %s', (_, keys) => {
  const entry = entryOf(1000)
  const sealed = sealEntry(key, entry, signer(keys.own.sign))
  const open = (content: Buffer, at = key, known = [keys.own.tell]) => openEntry(at, content, known.map(verifier))

  test('opens whole to whoever knows its key, among others too, and to whoever knows none', () => {
    for (const known of [[keys.own.tell], [keys.other.tell, keys.own.tell], []]) {
      expect(open(sealed, key, known)).toEqual({ entry: { ...entry, data: Buffer.from(entry.data) } })
    }
  })

  test('is signed alike by everybody who has the key', () => {
    expect(sealEntry(key, entry, signer(keys.own.sign))).toEqual(sealed)
  })

  test('does not open to whoever knows another key', () => {
    expect(open(sealed, key, [keys.other.tell])).toEqual({ fault: expect.stringContaining('signature') })
  })

  test('does not open under another key of the cache', () => {
    expect(open(sealed, keyOf(2))).toHaveProperty('fault')
  })

  test('does not open when it is cut, goes on, or is not signed', () => {
    for (let length = 0; length < sealed.length; length += 7) {
      expect(open(sealed.subarray(0, length))).toHaveProperty('fault')
    }
    expect(open(Buffer.concat([sealed, Buffer.alloc(1)]))).toHaveProperty('fault')
    expect(open(sealEntry(key, entry, null))).toEqual({ fault: 'is not signed' })
  })

  test('does not open when any one bit is another', () => {
    for (let bit = 0; bit < sealed.length * 8; bit += 13) {
      const flipped = Buffer.from(sealed)
      const at = Math.floor(bit / 8)
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (bit % 8))
      expect(open(flipped), `bit ${bit}`).toHaveProperty('fault')
    }
  })

  test('does not open with the signature of another entry', () => {
    const [line] = [sealEntry(key, entryOf(1000), signer(keys.own.sign)).toString('latin1').split('\n')[1]]
    const [magic, , ...rest] = sealed.toString('latin1').split('\n')
    expect(open(Buffer.from([magic, line, ...rest].join('\n'), 'latin1'))).toHaveProperty('fault')
  })
})

test('an entry that nobody signed opens where no key is known, and not when its bytes are others', () => {
  const entry = entryOf(100)
  const sealed = sealEntry(key, entry, null)
  expect(openEntry(key, sealed, [])).toHaveProperty('entry')
  expect(openEntry(keyOf(2), sealed, [])).toHaveProperty('fault')
  for (let at = sealed.length - 150; at < sealed.length; at++) {
    const changed = Buffer.from(sealed)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(openEntry(key, changed, [])).toHaveProperty('fault')
  }
})

describe('a text of a key', () => {
  test.each(['', 'secret', 'hmac:short', 'ed25519-private:', 'ed25519-private:AAAA', own?.tell ?? ''])(
    '%j signs nothing, and is not told',
    text => {
      expect(() => signer(text)).toThrow(
        /^sign must be ed25519-private:…, or hmac: and a secret of at least 32 characters/,
      )
      const secret = text.replace(/^(?:hmac|ed25519-(?:public|private)):/, '')
      if (secret.length > 4 && text !== 'secret') expect(() => signer(text)).not.toThrow(secret)
    },
  )

  test.each(['', 'hmac:short', 'ed25519-public:AAAA', own?.sign ?? ''])('%j tells nothing', text => {
    expect(() => verifier(text)).toThrow(/^verify must be ed25519-public:…, or hmac: and the secret/)
  })
})
