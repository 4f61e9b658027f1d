import { checkNumber } from '../language/check-arguments.js'

/**
 * The factor of a change in per cent, from −100 (nothing left) to 100 (twice as much).
 *
 * @throws {LazyImageError} `OPTION_INVALID`
 */
export function readPercent(name: string, percent: number): number {
  return 1 + checkNumber(name, percent, -100, 100) / 100
}
