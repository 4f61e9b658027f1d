/** Whether a value is an object as a literal makes it: no list, and no instance such as a promise, a map or a date. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  // Also where it comes from another realm, as from a bundler's sandbox for configurations.
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
