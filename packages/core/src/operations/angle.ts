/** The same angle from 0 up to 360 degrees. */
export function toOneTurn(degrees: number): number {
  // A small negative angle plus a whole turn rounds to the turn itself.
  return (((degrees % 360) + 360) % 360) % 360
}
