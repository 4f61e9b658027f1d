import type { Draft } from '../language/draft.js'
import { kindOf, type Operation, operationsOf, operationsOfTurn, sizeAfter, turnOf } from '../operations/operations.js'
import { turnFurther } from '../operations/turn.js'
import { frameRequest, framingOf } from './framing-of.js'
import { type FixedFrame, geometryOf, type Size } from './geometry.js'
import type { SourceInfo } from './source-info.js'
import { canvasBefore, regionBefore, sizeBefore } from './turn.js'
import { type Pass, type Variant, wholeSizeOf } from './variant.js'

/** What is done to a source's pixels. */
type Stages = Pick<Variant, 'framing' | 'operations' | 'passes'>

/**
 * What drafts come to that are done one behind the other, each to the picture that the one before leaves. Those whose
 * picture comes out alike are joined with the ones before, so that it is cut out of the source, resampled once and
 * laid on its side at its final size; the others are passes.
 *
 * @param drafts at least one.
 */
export function stagesOf([first = {}, ...later]: readonly Draft[], source: SourceInfo): Stages {
  let stages: Stages = { framing: framingOf(first, source), operations: operationsOf(first), passes: [] }
  for (const draft of later) stages = addStage(stages, draft, source)
  return stages
}

/** Size of a picture after a draft is done to it; null where that shows only when it is made. */
export function sizeAfterDraft(draft: Draft, size: Size, source: SourceInfo): Size | null {
  if (draft.trim !== undefined) return null
  return sizeAfter(operationsOf(draft), wholeSizeOf(geometryOf(size, frameRequest(draft, source))))
}

function addStage({ framing, operations, passes }: Stages, draft: Draft, source: SourceInfo): Stages {
  const pass: Pass = { trim: draft.trim ?? null, request: frameRequest(draft, source), operations: operationsOf(draft) }
  if (passes.length === 0 && framing.kind === 'fixed' && pass.trim === null) {
    const size = sizeAfter(operations, wholeSizeOf(framing.frame))
    const joined = join(framing.frame, operations, geometryOf(size, pass.request), pass.operations)
    if (joined !== null)
      return { framing: { kind: 'fixed', frame: joined.frame }, operations: joined.operations, passes }
  }
  return { framing, operations, passes: [...passes, pass] }
}

/** Two frames with their operations as one; null where that is another picture, or none of the engine's. */
function join(
  first: FixedFrame,
  turned: readonly Operation[],
  second: FixedFrame,
  operations: readonly Operation[],
): { frame: FixedFrame; operations: Operation[] } | null {
  const turn = turnOf(turned)
  const isPlain = first.canvas === null && first.slide === null && second.slide === null
  if (turn === null || !isPlain || (isResampled(first) && isResampled(second))) return null
  const own = operations.filter(isTurning)
  const ownTurn = turnOf(own)
  if (ownTurn === null && turned.length > 0) return null
  const region = regionBefore(turn, second.region, sizeAfter(turned, first))
  const across = first.region.width / first.width
  const down = first.region.height / first.height
  const frame: FixedFrame = {
    region: {
      left: first.region.left + region.left * across,
      top: first.region.top + region.top * down,
      width: region.width * across,
      height: region.height * down,
    },
    ...sizeBefore(turn, second),
    kernel: isResampled(first) ? first.kernel : second.kernel,
    canvas: second.canvas === null ? null : canvasBefore(turn, second.canvas, second),
    slide: null,
  }
  const laid = ownTurn === null ? own : operationsOfTurn(turnFurther(turn, ownTurn))
  return { frame, operations: [...laid, ...operations.filter(operation => !isTurning(operation))] }
}

/** Whether pixels are made anew, and not only cut out. */
function isResampled({ region, width, height }: FixedFrame): boolean {
  const isWhole = Number.isInteger(region.left) && Number.isInteger(region.top)
  return !isWhole || region.width !== width || region.height !== height
}

function isTurning(operation: Operation): boolean {
  return kindOf(operation).turn !== undefined
}
