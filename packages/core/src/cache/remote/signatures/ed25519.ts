import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'
import type { SignatureKind, Signer, Verifier } from '../signature-kind.js'

const PRIVATE = 'ed25519-private:'
const PUBLIC = 'ed25519-public:'

/** What goes before the 32 bytes of a key in DER (RFC 8410). */
const PRIVATE_DER = Buffer.from('302e020100300506032b657004220420', 'hex')
const PUBLIC_DER = Buffer.from('302a300506032b6570032100', 'hex')
const KEY_BYTES = 32

/** Whoever has the public key can tell, and not sign. */
export const ED25519: SignatureKind = {
  signing: `${PRIVATE}…`,
  telling: `${PUBLIC}…`,
  readSigner(text) {
    const key = readKey(text, PRIVATE, PRIVATE_DER)
    return key && signerOf(createPrivateKey({ key, format: 'der', type: 'pkcs8' }))
  },
  readVerifier(text) {
    const key = readKey(text, PUBLIC, PUBLIC_DER)
    return key && verifierOf(createPublicKey({ key, format: 'der', type: 'spki' }))
  },
}

/** A new pair of keys, as the texts that options take. */
export function generateKeyPair(): { privateKey: string; publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const print = (der: Buffer) => der.subarray(-KEY_BYTES).toString('base64url')
  return {
    privateKey: PRIVATE + print(privateKey.export({ format: 'der', type: 'pkcs8' })),
    publicKey: PUBLIC + print(publicKey.export({ format: 'der', type: 'spki' })),
  }
}

function readKey(text: string, beginning: string, der: Buffer): Buffer | null | undefined {
  if (!text.startsWith(beginning)) return null
  const key = Buffer.from(text.slice(beginning.length), 'base64url')
  return key.length === KEY_BYTES ? Buffer.concat([der, key]) : undefined
}

function signerOf(key: KeyObject): Signer {
  return { sign: message => sign(null, message, key), verifier: verifierOf(createPublicKey(key)) }
}

function verifierOf(key: KeyObject): Verifier {
  return { verify: (message, signature) => verify(null, message, key, signature) }
}
