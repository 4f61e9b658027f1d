import { LazyImageError } from '../../errors.js'
import type { SignatureKind, Signer, Verifier } from './signature-kind.js'
import { ED25519 } from './signatures/ed25519.js'
import { HMAC } from './signatures/hmac.js'

export { generateKeyPair } from './signatures/ed25519.js'

/** Every way to sign; a new one is a file and a line here. */
const KINDS: readonly SignatureKind[] = [ED25519, HMAC]

/** @throws {LazyImageError} `OPTION_INVALID`; the text is not told, because it is secret. */
export function readSigner(text: string, path: string): Signer {
  const read = readByKind(kind => kind.readSigner(text))
  return (
    read ??
    refuseKey(
      path,
      KINDS.map(({ signing }) => signing),
      text,
    )
  )
}

/** @throws {LazyImageError} `OPTION_INVALID`; the text is not told, because it may be secret. */
export function readVerifier(text: string, path: string): Verifier {
  const read = readByKind(kind => kind.readVerifier(text))
  return (
    read ??
    refuseKey(
      path,
      KINDS.map(({ telling }) => telling),
      text,
    )
  )
}

function readByKind<Read>(read: (kind: SignatureKind) => Read | null | undefined): Read | undefined {
  for (const kind of KINDS) {
    const result = read(kind)
    if (result !== null) return result
  }
  return undefined
}

function refuseKey(path: string, forms: readonly string[], text: string): never {
  const beginning = /^(?:ed25519-(?:private|public)|hmac):/.exec(text)?.[0]
  const received = beginning === undefined ? 'something else' : `${beginning} and no such key`
  throw new LazyImageError('OPTION_INVALID', `${path} must be ${forms.join(', or ')}, but received ${received}`)
}
