import { invalidOption } from '../options/option-checks.js'
import type { ResolvedOptions } from '../options/options.js'
import { isBundlerKey } from './bundler-keys.js'
import type { Registry } from './registry.js'
import { SHAPE_NAMES, SHAPES } from './shape.js'

/** What stands in a query as it is. */
const NAME = /^[^\s&=?#+%:;,]+$/

const NAME_RULE = 'a name that is free, without spaces and any of & = ? # + % : ; ,'

/** @throws {LazyImageError} `OPTION_INVALID` for a name of the options' own that is taken or cannot be written. */
export function checkOwnNames(
  { outputs, directives }: Pick<ResolvedOptions, 'outputs' | 'directives'>,
  registry: Registry,
): void {
  const shapes = new Set<string>(SHAPE_NAMES.flatMap(name => [name, ...SHAPES[name].aliases]))
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
