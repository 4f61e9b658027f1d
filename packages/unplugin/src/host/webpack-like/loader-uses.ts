import type { Rule } from './compiler.js'

/** A loader as a rule uses it. */
export type LoaderUse = string | { loader: string; options?: unknown }

/** What becomes of the uses of a loader. */
export interface UseChange {
  /** Whether it is the loader of a name or a path. */
  isMeant(loader: string): boolean
  /** What stands in place of a use, the last going first. */
  change(use: LoaderUse): readonly unknown[]
}

/** The user's rules with a change to every use of a loader, however they are nested. */
export function changeUses<Other>(rules: readonly (Rule | Other)[], change: UseChange): (Rule | Other)[] {
  return rules.map(rule => (isRule(rule) ? changeRule(rule, change) : rule))
}

function changeRule(rule: Rule, change: UseChange): Rule {
  const { loader, options: given, use, ...others } = rule
  const isMeant = loader !== undefined && change.isMeant(loader)
  const uses = loader === undefined ? use : [{ loader, ...(given === undefined ? {} : { options: given }) }]
  return {
    ...(isMeant ? others : rule),
    ...(rule.rules === undefined ? {} : { rules: changeUses(rule.rules, change) }),
    ...(rule.oneOf === undefined ? {} : { oneOf: changeUses(rule.oneOf, change) }),
    ...(use === undefined && !isMeant ? {} : { use: changeUse(uses, change) as NonNullable<Rule['use']> }),
  }
}

/** @param uses one, a list, or a function that gives them, as webpack takes all of it. */
function changeUse(uses: unknown, change: UseChange): unknown {
  if (typeof uses === 'function') return (...given: unknown[]) => changeUse(uses(...given), change)
  return (Array.isArray(uses) ? uses : [uses]).flatMap((one: unknown) => {
    if (typeof one === 'function') return [changeUse(one, change)]
    return isUse(one) && change.isMeant(typeof one === 'string' ? one : one.loader) ? change.change(one) : [one]
  })
}

function isUse(value: unknown): value is LoaderUse {
  const name = typeof value === 'object' && value !== null && 'loader' in value ? value.loader : value
  return typeof name === 'string'
}

function isRule<Other>(rule: Rule | Other): rule is Rule {
  return typeof rule === 'object' && rule !== null
}
