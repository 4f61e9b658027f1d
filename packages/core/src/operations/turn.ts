/** A turn by quarters and a mirroring behind it: whatever a picture can be laid on without touching a pixel. */
export interface Turn {
  /** Clockwise, 0–3. */
  quarters: number
  /** Whether left and right change places afterwards. */
  isMirrored: boolean
}

export const UNTURNED: Turn = { quarters: 0, isMirrored: false }

/** One turn, and another behind it. */
export function turnFurther(first: Turn, second: Turn): Turn {
  // A mirrored picture turns the other way.
  const quarters = first.isMirrored ? first.quarters - second.quarters : first.quarters + second.quarters
  return { quarters: quarters & 3, isMirrored: first.isMirrored !== second.isMirrored }
}

export function isSameTurn(one: Turn, other: Turn): boolean {
  return one.quarters === other.quarters && one.isMirrored === other.isMirrored
}
