/** Which fault of a source refuses it: each level refuses what the one before does, and more. */
export const FAIL_ON = [
  /** Whatever could be decoded is a picture. */
  'none',
  /** What ends before its pixels do is refused. */
  'truncated',
  /** What lost pixels is refused. */
  'error',
  /** What had to be repaired is refused, though no pixel was lost. */
  'warning',
] as const

export type FailOn = (typeof FAIL_ON)[number]

/** A file that a browser shows whole is a picture, with a warning where something was repaired. */
export const DEFAULT_FAIL_ON: FailOn = 'error'
