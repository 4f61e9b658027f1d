import { LazyImageError } from '../errors.js'
import { groupBy } from '../group-by.js'
import type { Draft } from '../language/draft.js'
import type { OperationKind } from '../operations/operation-kind.js'
import { OPERATIONS, operationsOf } from '../operations/operations.js'

interface Step {
  /** How chains call it. */
  readonly name: string
  isAsked(draft: Draft): boolean
}

const KINDS: readonly OperationKind[] = OPERATIONS

/** The steps that change what sides and places mean, in the order in which they are done. */
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

/**
 * Numbers that are given after a later step would seem to mean the picture as that step leaves it.
 *
 * @throws {LazyImageError} `OPTION_INVALID` when a step is asked for after one that is done later.
 */
export function refuseLate(step: string, draft: Draft): void {
  const place = STEPS.findIndex(({ name }) => name === step)
  const later = STEPS.slice(place + 1).find(({ isAsked }) => isAsked(draft))
  if (later === undefined) return
  throw new LazyImageError(
    'OPTION_INVALID',
    `${step} is done before ${later.name}, and so must be called before it; ` +
      `the order is ${STEPS.map(({ name }) => name).join(', ')}`,
  )
}
