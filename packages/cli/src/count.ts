/** A number with what it counts. @param name of one, which takes an `s`. */
export function count(number: number, name: string): string {
  return `${number} ${name}${number === 1 ? '' : 's'}`
}
