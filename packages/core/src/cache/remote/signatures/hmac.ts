import { createHmac, timingSafeEqual } from 'node:crypto'
import type { SignatureKind, Signer } from '../signature-kind.js'

const BEGINNING = 'hmac:'

/** Shorter ones can be guessed from what they have signed. */
const LEAST_CHARACTERS = 32

/** HMAC with SHA-256: whoever can tell can sign too. */
export const HMAC: SignatureKind = {
  signing: `${BEGINNING} and a secret of at least ${LEAST_CHARACTERS} characters`,
  telling: `${BEGINNING} and the secret`,
  readSigner,
  readVerifier: text => readSigner(text)?.verifier ?? (text.startsWith(BEGINNING) ? undefined : null),
}

function readSigner(text: string): Signer | null | undefined {
  if (!text.startsWith(BEGINNING)) return null
  const secret = text.slice(BEGINNING.length)
  if (secret.length < LEAST_CHARACTERS) return undefined
  const sign = (message: Buffer) => createHmac('sha256', secret).update(message).digest()
  const verify = (message: Buffer, signature: Buffer) => {
    const own = sign(message)
    return own.length === signature.length && timingSafeEqual(own, signature)
  }
  return { sign, verifier: { verify } }
}
