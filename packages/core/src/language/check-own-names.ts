import { invalidOption } from '../options/option-checks.js'
import type { ResolvedOptions } from '../options/options.js'
import { isBundlerKey } from './bundler-words.js'
import type { Language } from './language.js'
import type { Shape } from './shape.js'

/** What stands in a query as it is. */
const NAME = /^[^\s&=?#+%:;,]+$/

const NAME_RULE = 'a name that is free, without spaces and any of & = ? # + % : ; ,'

/**
 * A shape may replace one of ours where queries are read as another tool reads them, which allows it; what an import
 * is that names no shape must never depend on who wrote the configuration.
 *
 * @throws {LazyImageError} `OPTION_INVALID` for a name of the options' own that is taken or cannot be written.
 */
export function checkOwnNames(
  { outputs, directives }: Pick<ResolvedOptions, 'outputs' | 'directives'>,
  { registry, options: { lenient } }: Pick<Language, 'registry' | 'options'>,
  [plain, ...kinds]: readonly [Shape, ...Shape[]],
): void {
  const fixed = lenient === null ? [plain, ...kinds] : [plain]
  const shapes = new Set(fixed.flatMap(({ name, aliases }) => [name, ...aliases]))
  for (const name of Object.keys(outputs)) {
    if (shapes.has(name) || !NAME.test(name)) throw invalidOption(`outputs.${name}`, NAME_RULE, name)
  }
  const taken = new Set<string>()
  for (const [name, { aliases = [] }] of Object.entries(directives)) {
    for (const key of [name, ...aliases]) {
      if (registry.has(key) || isBundlerKey(key) || taken.has(key) || !NAME.test(key)) {
        throw invalidOption(`directives.${name}`, NAME_RULE, key)
      }
      taken.add(key)
    }
  }
}
