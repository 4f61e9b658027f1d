import { performance } from 'node:perf_hooks'
import type { CacheEntry } from '../cache/cache-entry.js'
import type { Claim } from '../cache/cache-tier.js'
import type { TieredCache } from '../cache/tiered-cache.js'
import { LazyImageError } from '../errors.js'
import { type EngineWork, NO_WORK } from '../ledger/engine-work.js'
import type { Ledger } from '../ledger/ledger.js'
import { type InFlight, rejectOnAbort } from './in-flight.js'
import type { MakeOutputs } from './make-outputs.js'
import type { RenderOutcome } from './outcomes.js'
import type { RenderTask } from './render-task.js'
import type { Rendered } from './rendered.js'

interface Work extends EngineWork {
  rendered: Map<string, Rendered>
}

/** Gets outputs from a render already under way, from the cache, or from one batch for all that is missing. */
export class Renderer {
  readonly #cache: TieredCache
  readonly #inFlight: InFlight
  readonly #make: MakeOutputs
  readonly #ledger: Ledger

  constructor(cache: TieredCache, inFlight: InFlight, make: MakeOutputs, ledger: Ledger) {
    this.#cache = cache
    this.#inFlight = inFlight
    this.#make = make
    this.#ledger = ledger
  }

  /**
   * The outputs by their keys; a failure is a value.
   *
   * @param call whether they are wanted to see what comes of them, and outputs that are made with them, of which the ledger is told
   *   nothing.
   * @throws {LazyImageError} `ABORTED`, or a failure that is no image's fault.
   */
  async render(
    tasks: readonly RenderTask[],
    signal?: AbortSignal,
    { isTrial = false, aside = [] }: { isTrial?: boolean; aside?: readonly RenderTask[] } = {},
  ): Promise<Map<string, RenderOutcome>> {
    const started = performance.now()
    const wanted = new Map(tasks.map(task => [task.key, task]))
    const all = [...new Map([...aside, ...tasks].map(task => [task.key, task])).values()]
    const { rendered, ...work } = await this.#get(all, signal)
    const outputs = all.flatMap(task => {
      const result = rendered.get(task.key)
      return result === undefined ? [] : { ...task, ...result }
    })
    const told = outputs.filter(({ key }) => wanted.has(key))
    if (told.length > 0) this.#ledger.record(told, work, performance.now() - started, isTrial)
    return new Map(outputs.map(({ key, outcome }) => [key, outcome]))
  }

  async #get(tasks: readonly RenderTask[], signal: AbortSignal | undefined): Promise<Work> {
    const joined: Promise<{ task: RenderTask; result: Rendered }>[] = []
    const own: RenderTask[] = []
    for (const task of tasks) {
      const running = this.#inFlight.find(task.key)
      if (running === undefined) own.push(task)
      else joined.push(running.then(result => ({ task, result })))
    }
    const work = await this.#start(own, signal)

    const abandoned: RenderTask[] = []
    const shared = new Map<string, CacheEntry>()
    for (const { task, result } of await rejectOnAbort(Promise.all(joined), signal)) {
      const { outcome } = result
      // Whoever started it has given it up; here it is still wanted.
      if (outcome instanceof LazyImageError && outcome.code === 'ABORTED') abandoned.push(task)
      else work.rendered.set(task.key, { outcome, from: isEntry(outcome) ? 'in flight' : 'failed', timings: null })
      if (isEntry(outcome)) shared.set(task.key, outcome)
    }
    // The other caller may have a memory of its own.
    await this.#cache.writeNearest(shared)
    const rest = abandoned.length === 0 ? NOTHING : await this.#get(abandoned, signal)
    return addWork(work, rest)
  }

  #start(tasks: readonly RenderTask[], signal: AbortSignal | undefined): Promise<Work> {
    const work = this.#work(tasks, signal)
    this.#inFlight.enter(
      tasks.map(({ key }) => key),
      work.then(({ rendered }) => rendered),
    )
    return work
  }

  async #work(tasks: readonly RenderTask[], signal: AbortSignal | undefined): Promise<Work> {
    const rendered = new Map<string, Rendered>()
    const found = await this.#cache.read(
      tasks.map(({ key }) => key),
      signal,
    )
    for (const [key, { entry, tier }] of found) rendered.set(key, { outcome: entry, from: tier, timings: null })
    const missing = tasks.filter(({ key }) => !found.has(key))
    if (missing.length === 0) return { ...NO_WORK, rendered }

    const claim = await this.#cache.claim(missing.map(({ key, source }) => ({ key, source: source.contentHash })))
    const work = await this.#makeOwn(missing, claim, signal).finally(() => claim.release())
    const others = missing.filter(({ key }) => !claim.own.has(key))
    if (others.length === 0) return addWork({ ...NO_WORK, rendered }, work)
    // Another process makes them; where it could not, they are made here.
    await rejectOnAbort(claim.othersAreDone(signal), signal)
    return addWork({ ...NO_WORK, rendered }, addWork(work, await this.#work(others, signal)))
  }

  async #makeOwn(missing: readonly RenderTask[], claim: Claim, signal: AbortSignal | undefined): Promise<Work> {
    const claimed = missing.filter(({ key }) => claim.own.has(key))
    // Another process may have made one between the look and the claim.
    const late = await this.#cache.read(
      claimed.map(({ key }) => key),
      signal,
    )
    const rendered = new Map<string, Rendered>()
    for (const [key, { entry, tier }] of late) {
      rendered.set(key, { outcome: entry, from: tier, timings: null })
      await claim.settle(key)
    }
    const tasks = claimed.filter(({ key }) => !late.has(key))
    if (tasks.length === 0) return { ...NO_WORK, rendered }
    const kept: Promise<void>[] = []
    const keep = ({ key }: RenderTask, result: Rendered) => {
      rendered.set(key, result)
      // At once, so that a build that ends before its time loses only what was not done.
      const write = isEntry(result.outcome) ? this.#cache.write(new Map([[key, result.outcome]])) : Promise.resolve()
      kept.push(write.then(() => claim.settle(key)))
    }
    const work = await this.#make(tasks, keep, signal).finally(() => Promise.all(kept))
    return { ...work, rendered }
  }
}

function addWork(a: Work, b: Work): Work {
  return {
    rendered: new Map([...a.rendered, ...b.rendered]),
    decodes: a.decodes + b.decodes,
    resizes: a.resizes + b.resizes,
    encodes: a.encodes + b.encodes,
  }
}

const NOTHING: Work = { ...NO_WORK, rendered: new Map() }

function isEntry(outcome: RenderOutcome): outcome is CacheEntry {
  return !(outcome instanceof LazyImageError)
}
