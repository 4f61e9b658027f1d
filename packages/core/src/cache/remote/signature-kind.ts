/** Who tells whether a message was signed by one key. */
export interface Verifier {
  verify(message: Buffer, signature: Buffer): boolean
}

export interface Signer {
  sign(message: Buffer): Buffer
  /** Knows its own signatures. */
  readonly verifier: Verifier
}

/** One way to sign. Keys are texts that begin with its words. */
export interface SignatureKind {
  /** How texts of keys begin and go on, for messages: those that sign, and those that tell. */
  readonly signing: string
  readonly telling: string
  /** Null where the text is of another kind; undefined where it is of this one and no key. */
  readSigner(text: string): Signer | null | undefined
  readVerifier(text: string): Verifier | null | undefined
}
