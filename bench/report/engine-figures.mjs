import { summarizeScores } from '../score.mjs'
import { median, spread, sum } from '../statistics.mjs'

/**
 * One contestant's medians at a row, per file, or its error.
 *
 * @param {{ files: number }} row
 * @param {{ runs: object[], outputs: object[] } | { error: string }} result
 */
export function entryFigures({ files }, { error, runs, outputs }) {
  if (error !== undefined) return { error }
  const rounds = key => runs.map(({ passes }) => median(passes.map(pass => pass[key])))
  return {
    cpuSeconds: median(rounds('cpuSeconds')) / files,
    /** Between rounds, as a share. */
    cpuSpread: spread(rounds('cpuSeconds')),
    wallSeconds: median(rounds('wallSeconds')) / files,
    peakBytes: median(runs.map(run => run.peakBytes)),
    /** Above the process at rest, with everything loaded. */
    atWorkBytes: median(runs.map(run => run.peakBytes - run.baselineBytes)),
    outputs,
    ...(outputs.length === 0 ? {} : { bytes: sum(outputs.map(output => output.bytes)) }),
    ...(outputs.some(output => output.ssimulacra2 !== undefined) ? summarizeScores(outputs) : {}),
  }
}

/** How one contestant's figures stand to another's; undefined when either has none. */
export function compare(ours, theirs) {
  if (ours.error !== undefined || theirs.error !== undefined) return undefined
  const cost = { cpu: theirs.cpuSeconds / ours.cpuSeconds, wall: theirs.wallSeconds / ours.wallSeconds }
  if (ours.bytes === undefined) return cost
  if (ours.ssimulacra2 === undefined) return { ...cost, bytes: ours.bytes / theirs.bytes }
  const losses = ours.outputs.map((output, index) => output.ssimulacra2 - theirs.outputs[index].ssimulacra2)
  return {
    ...cost,
    bytes: ours.bytes / theirs.bytes,
    ssimulacra2: ours.ssimulacra2.mean - theirs.ssimulacra2.mean,
    /** The output that stands worst against the other's. */
    worstSsimulacra2: Math.min(...losses),
    butteraugli: ours.butteraugli.mean - theirs.butteraugli.mean,
  }
}
