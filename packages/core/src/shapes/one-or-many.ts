/** The only item itself, or the list when there are several. */
export function oneOrMany<T>(items: readonly T[]): T | readonly T[] {
  const [only, second] = items
  return only !== undefined && second === undefined ? only : items
}
