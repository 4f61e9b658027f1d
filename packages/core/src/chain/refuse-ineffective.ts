import { LazyImageError } from '../errors.js'
import { type FormatSpelling, formatNamed } from '../formats/formats.js'
import type { OutputDirective } from '../language/directive.js'
import type { Draft } from '../language/draft.js'
import { effectContextOf } from '../language/effect-context-of.js'

/**
 * What would change nothing is refused in the words of the directives that ask for the same.
 *
 * @param given of what was said.
 * @param draft of the output, with its format.
 * @throws {LazyImageError} `OPTION_INVALID`
 */
export function refuseIneffective(given: readonly OutputDirective[], draft: Draft & { format: FormatSpelling }): void {
  const context = effectContextOf(draft, formatNamed(draft.format).name)
  for (const directive of given) {
    const reason = directive.ineffective?.(context)
    if (reason !== undefined) throw new LazyImageError('OPTION_INVALID', `${directive.name} has no effect ${reason}`)
  }
}
