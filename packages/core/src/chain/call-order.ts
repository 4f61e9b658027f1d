import { groupBy } from '../group-by.js'
import type { Draft } from '../language/draft.js'
import type { OperationKind } from '../operations/operation-kind.js'
import { OPERATIONS, operationsOf } from '../operations/operations.js'
import { type Chain, UNTOLD } from './chain.js'
import { RESIZE_FIELDS } from './resize-options.js'

interface Step {
  /** How chains call it. */
  readonly name: string
  isAsked(draft: Draft): boolean
}

const KINDS: readonly OperationKind[] = OPERATIONS

/** The steps that change what sides and places mean, in the order in which one draft has them done. */
const STEPS: readonly Step[] = [
  { name: 'trim', isAsked: ({ trim }) => trim !== undefined },
  { name: 'crop', isAsked: ({ crop }) => crop !== undefined },
  {
    name: 'resize',
    isAsked: ({ width, height, aspect }) => width !== undefined || height !== undefined || aspect !== undefined,
  },
  // Operations of one step may be called in any order among themselves.
  ...[...groupBy(KINDS, ({ step }) => step)].flatMap(([name, kinds]): Step[] =>
    name === undefined
      ? []
      : [{ name, isAsked: draft => operationsOf(draft).some(({ kind }) => kinds.some(one => one.kind === kind)) }],
  ),
]

/** The part of a draft that those steps write. */
const FIELDS: readonly (keyof Draft)[] = ['trim', 'crop', ...RESIZE_FIELDS, ...KINDS.flatMap(({ field = [] }) => field)]

/**
 * The chain that a step is added to. Where it has a step already that a draft does later, what it has so far is a stage of its
 * own, so that the numbers of this one mean the picture as that leaves it.
 */
export function chainBefore(step: string, chain: Chain): Chain {
  const place = STEPS.findIndex(({ name }) => name === step)
  if (!STEPS.slice(place + 1).some(({ isAsked }) => isAsked(chain.draft))) return chain
  const [done, draft]: [Draft, Draft] = [{ ...UNTOLD.draft }, { ...chain.draft, ...UNTOLD.draft }]
  for (const field of FIELDS) {
    if (chain.draft[field] !== undefined) Object.assign(done, { [field]: chain.draft[field] })
    if (!(field in UNTOLD.draft)) delete draft[field]
  }
  return { ...chain, stages: [...chain.stages, done], draft }
}
