/** A command line that cannot be followed; its message names the rule, what was given and what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
