import { basename } from 'node:path'
import type { LiveLine } from '../logger.js'
import { plannedSize, type Variant } from '../plan/variant.js'
import type { Progress, WorkAhead } from './ledger.js'
import type { ProgressState } from './progress-text.js'
import { type Job, TimeLeft } from './time-left.js'

/** Work that is over sooner is not shown. */
const DELAY_MS = 1000
/** Between two looks of a live line. */
const LOOK_MS = 200
/** Between two lines of their own. */
const INTERVAL_MS = 10_000

/** One batch. */
interface Work {
  line: LiveLine
  began: number
  /** Outputs of each image that are still to be done, by its path. */
  open: Map<string, number>
  /** Images of which some outputs are done and some are not: they are surely in work. */
  begun: Set<string>
  outputs: number
  images: number
  done: number
  /** Sources that can be in work at once. */
  concurrency: number
  timeLeft: TimeLeft
}

/** What shows all the work that goes on at once in one line. */
class ProgressBoard {
  readonly #works = new Set<Work>()
  #timer: NodeJS.Timeout | undefined
  #toldAt = Number.NEGATIVE_INFINITY

  begin(line: LiveLine, { tasks, concurrency }: WorkAhead): Progress {
    const open = new Map<string, number>()
    for (const { file } of tasks) open.set(file, (open.get(file) ?? 0) + 1)
    const work: Work = {
      line,
      began: performance.now(),
      open,
      begun: new Set(),
      outputs: tasks.length,
      images: open.size,
      done: 0,
      concurrency,
      timeLeft: new TimeLeft(tasks.map(jobOf)),
    }
    this.#works.add(work)
    this.#timer ??= setTimeout(() => this.#look(), line.columns === null ? INTERVAL_MS : DELAY_MS).unref()
    return {
      step: (task, timings) => {
        work.done++
        note(work, task.file)
        const ms = timings === null ? null : timings.encode + timings.operate + timings.resize
        work.timeLeft.done(jobOf(task), ms, performance.now() - work.began)
      },
      end: () => this.#end(work),
    }
  }

  #end(work: Work): void {
    this.#works.delete(work)
    if (this.#works.size > 0) return
    clearTimeout(this.#timer)
    this.#timer = undefined
    work.line.clear()
  }

  async #look(): Promise<void> {
    // Loaded for whoever has to wait.
    const { drawProgress, tellProgress } = await import('./progress-text.js')
    const [eldest] = this.#works
    if (eldest === undefined) return
    const { line } = eldest
    const { columns } = line
    const now = performance.now()
    if (columns !== null) line.show(drawProgress(this.#state(now), columns))
    else if (now - this.#toldAt >= INTERVAL_MS - LOOK_MS) {
      this.#toldAt = now
      line.show(tellProgress(this.#state(now)))
    }
    this.#timer = setTimeout(() => this.#look(), columns === null ? INTERVAL_MS : LOOK_MS).unref()
  }

  #state(now: number): ProgressState {
    const works = [...this.#works]
    const sum = (of: (work: Work) => number) => works.reduce((total, work) => total + of(work), 0)
    const left = works.map(({ timeLeft, began }) => timeLeft.after(now - began))
    return {
      done: sum(({ done }) => done),
      outputs: sum(({ outputs }) => outputs),
      images: sum(({ images }) => images),
      elapsedMs: Math.max(...works.map(({ began }) => now - began)),
      // They run beside each other: the last one decides.
      leftMs: left.reduce<number | null>((most, ms) => (most === null || ms === null ? null : Math.max(most, ms)), 0),
      names: works.flatMap(namesOf),
    }
  }
}

function note({ open, begun }: Work, file: string): void {
  const rest = (open.get(file) ?? 1) - 1
  if (rest > 0) {
    open.set(file, rest)
    begun.add(file)
  } else {
    open.delete(file)
    begun.delete(file)
  }
}

/** The engine tells of what is done: what is in work is what has begun, and all that is left where that is little. */
function namesOf({ open, begun, concurrency }: Work): string[] {
  const files = open.size <= concurrency ? [...open.keys()] : [...begun]
  return files.map(file => basename(file))
}

function jobOf({ variant, pixels }: { variant: Variant; pixels: number }): Job {
  const size = plannedSize(variant)
  return { kind: variant.encoding.format, pixels: size === null ? pixels : size.width * size.height }
}

const BOARDS = new WeakMap<LiveLine, ProgressBoard>()
/** Lines of their own are as rare as they are, whoever's. */
const PLAIN = new ProgressBoard()

/** The board of a line. */
export function boardOf(line: LiveLine): ProgressBoard {
  if (line.columns === null) return PLAIN
  const board = BOARDS.get(line) ?? new ProgressBoard()
  BOARDS.set(line, board)
  return board
}
