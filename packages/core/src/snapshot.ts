import type { SourceCatalog } from './engine/source-catalog.js'
import { SourceSnapshot } from './engine/source-snapshot.js'
import { LazyImageError, toLazyImageError } from './errors.js'
import type { Ledger } from './ledger/ledger.js'
import { FILES_AT_ONCE, mapConcurrently } from './map-concurrently.js'
import { type OutputOrder, orderOf } from './order.js'
import { cacheKey } from './plan/cache-key.js'
import type { PlannedImage } from './plan/plan.js'
import { findPrintedKey, printKeyedQuery } from './plan/print-image.js'
import type { Recipe } from './plan/recipe.js'
import { findSmallSource } from './plan/small-source.js'
import type { SourceInfo } from './plan/source-info.js'
import type { PlannedRequest, Planner } from './planner.js'
import { Outcomes, type RenderOutcome } from './render/outcomes.js'
import type { RenderTask } from './render/render-task.js'
import type { Renderer } from './render/renderer.js'

export interface PlanCall {
  /** Query keys that belong to the host. */
  hostKeys?: ReadonlySet<string>
  /** Whether the ledger takes note of the outputs: not where somebody asks who imports nothing. Default true. */
  isNoted?: boolean
  /** Whether `format=auto` may take the time to encode what it chooses from; else it takes the first. Default true. */
  mayEncode?: boolean
}

export interface RenderCall {
  /** Whether what is made is kept in the nearest tier alone. Default false. */
  isPassing?: boolean
  /** Whether it is made to see what comes of it, and perhaps for nothing else. Default false. */
  isTrial?: boolean
  /** Whether the ledger is told: not of what nobody but ourselves wants. Default true. */
  isTold?: boolean
}

/** Outputs that nobody wants but whoever shows the others. */
export interface Besides {
  missing(wanted: readonly RenderTask[]): readonly Pick<RenderTask, 'source' | 'variant'>[]
  take(task: RenderTask, data: Uint8Array): void
}

/** What the snapshots of a pipeline share. */
export interface Stages {
  planner: Planner
  sources: SourceCatalog
  renderer: Renderer
  /** For what is not to be kept for long. */
  passing: Renderer
  ledger: Ledger
  /** What is made of the same sources besides, while these are decoded. */
  besides: Besides | null
  /** Of the engine. */
  fingerprint: () => string
}

/** How often a source that changes while it is read is read again. */
const ATTEMPTS = 3

const NO_KEYS: ReadonlySet<string> = new Set()

/**
 * The sources as they are during one build of one side (client or server), or during one request of a dev server: each
 * file is looked at once, by whatever asks first, and what was planned is made without another look. An edit is seen by
 * the next snapshot.
 */
export class Snapshot {
  readonly #stages: Stages
  readonly #sources: SourceSnapshot
  /** The outputs that were planned here, by key. */
  readonly #planned = new Map<string, PlannedImage>()

  constructor(stages: Stages) {
    this.#stages = stages
    this.#sources = new SourceSnapshot(stages.sources)
  }

  /**
   * Decides every output of an image request and what its import evaluates to; reads the image's header and hash, and
   * no pixel but for `format=auto`.
   *
   * @param id absolute path and query, which must be claimed.
   * @returns null when the defaults leave the image to the bundler after all.
   * @throws {LazyImageError} for a bad directive, a missing or unreadable image, a limit.
   */
  async plan(
    id: string,
    { hostKeys = NO_KEYS, mayEncode = true, isNoted = true }: PlanCall = {},
  ): Promise<PlannedRequest | null> {
    const planned = this.#findPlanned(id) ?? (await this.#plan(id, hostKeys, mayEncode))
    if (planned !== null) {
      const { files, readings } = planned.module
      for (const image of [...files, ...readings]) this.#planned.set(image.recipe.key, image)
      const keys = planned.module.wanted().map(({ key }) => key)
      if (isNoted) {
        this.#stages.ledger.noteOutputs(id, keys)
        for (const image of files) {
          const small = findSmallSource(image)
          if (small !== null) this.#stages.ledger.noteSmall(small)
        }
      }
    }
    return planned
  }

  /**
   * Every output that an image request may come to, whatever `format=auto` chooses in the end; reads no pixel.
   *
   * @param id absolute path and query, which must be claimed.
   * @throws {LazyImageError} as {@link plan} does.
   */
  async listOutputs(id: string): Promise<readonly OutputOrder[]> {
    const requests = await this.#stages.planner.planChoices(id, this.#sources)
    const orders = requests.flatMap(({ plan, module: { files, readings } }) =>
      [...files, ...readings].map(image => orderOf(image, plan)),
    )
    return [...new Map(orders.map(order => [order.key, order])).values()]
  }

  /**
   * Plans exactly one output of a file.
   *
   * @throws {LazyImageError} `DIRECTIVE_INVALID` for an order that comes to another key than it says, and as {@link plan} does.
   */
  async planOrder(file: string, order: OutputOrder): Promise<PlannedImage> {
    const [request] = await this.#stages.planner.planChoices(`${file}?${order.query}`, this.#sources)
    const [first] = request?.plan.images ?? []
    const image = order.placeholder === null ? first : request?.plan.placeholderOf(order.placeholder)
    if (image?.recipe.key !== order.key) {
      throw new LazyImageError(
        'DIRECTIVE_INVALID',
        `The order of ${order.query} must come to the output ${order.key}, but comes to ${image?.recipe.key ?? 'none'}`,
        { image: file },
      )
    }
    this.#planned.set(order.key, image)
    return image
  }

  /**
   * What the header of an image and a hash of its content tell.
   *
   * @param file absolute path.
   * @throws {LazyImageError} for a missing or unreadable image, a limit.
   */
  lookUp(file: string): Promise<SourceInfo> {
    return this.#sources.lookUp(file)
  }

  #plan(id: string, hostKeys: ReadonlySet<string>, mayEncode: boolean): Promise<PlannedRequest | null> {
    const sizesOf = mayEncode ? (images: readonly PlannedImage[]) => this.#measureSizes(images) : null
    return this.#stages.planner.plan(id, this.#sources, hostKeys, sizesOf)
  }

  /** An output of a list that is asked for alone, as hosts ask whose modules hold one file each. */
  #findPlanned(id: string): PlannedRequest | null {
    const key = findPrintedKey(id)
    const image = key === undefined ? undefined : this.#planned.get(key)
    const isSame = image !== undefined && `${image.source.file}?${printKeyedQuery(image)}` === id
    return isSame ? this.#stages.planner.planAlone(image) : null
  }

  /**
   * The outputs of recipes; whatever no cache holds is made in one batch.
   *
   * @throws {LazyImageError} `ABORTED`, or a failure that is no image's fault.
   */
  async render(recipes: readonly Recipe[], signal?: AbortSignal, call: RenderCall = {}): Promise<Outcomes> {
    const outcomes = new Map<string, RenderOutcome>()
    let open = [...new Map(recipes.map(recipe => [recipe.key, recipe])).values()]
    for (let attempt = 1; open.length > 0; attempt++) {
      await this.#renderOnce(open, outcomes, signal, call)
      open = attempt === ATTEMPTS ? [] : open.filter(({ key }) => hasChanged(outcomes.get(key)))
      for (const { file } of open) this.#sources.forget(file)
      for (const { key } of open) this.#planned.delete(key)
    }
    await this.#stages.sources.keep(false)
    return new Outcomes(outcomes)
  }

  async #renderOnce(
    recipes: readonly Recipe[],
    outcomes: Map<string, RenderOutcome>,
    signal: AbortSignal | undefined,
    { isPassing = false, isTrial = false, isTold = true }: RenderCall,
  ): Promise<void> {
    const tasks = await mapConcurrently(recipes, FILES_AT_ONCE, async recipe => {
      try {
        return { asked: recipe.key, task: await this.#taskFor(recipe) }
      } catch (error) {
        outcomes.set(recipe.key, toLazyImageError(error))
        return []
      }
    })
    const found = tasks.flat()
    const renderer = isPassing ? this.#stages.passing : this.#stages.renderer
    const own = found.map(({ task }) => task)
    const besides = isPassing || !isTold ? [] : this.#listBesides(own)
    const made = await renderer.render(isTold ? own : [], signal, { isTrial, aside: isTold ? besides : own })
    for (const task of besides) {
      const outcome = made.get(task.key)
      if (outcome !== undefined && !(outcome instanceof LazyImageError)) this.#stages.besides?.take(task, outcome.data)
    }
    for (const { asked, task } of found) {
      const outcome = made.get(task.key)
      if (outcome !== undefined) outcomes.set(asked, outcome)
    }
  }

  #listBesides(tasks: readonly RenderTask[]): RenderTask[] {
    const { besides, fingerprint } = this.#stages
    return (besides?.missing(tasks) ?? []).map(({ source, variant }) => ({
      key: cacheKey(source, variant, fingerprint()),
      source,
      variant,
    }))
  }

  /** A recipe that was not planned here may be older than its file: what is cached must lie under its true key. */
  async #taskFor({ key, file, variant }: Recipe): Promise<RenderTask> {
    const planned = this.#planned.get(key)
    if (planned !== undefined) return { key, source: planned.source, variant }
    const source = await this.#sources.lookUp(file)
    return { key: cacheKey(source, variant, this.#stages.fingerprint()), source, variant }
  }

  async #measureSizes(images: readonly PlannedImage[]): Promise<(number | LazyImageError)[]> {
    for (const image of images) this.#planned.set(image.recipe.key, image)
    const recipes = images.map(({ recipe }) => recipe)
    const outcomes = await this.render(recipes, undefined, { isTrial: true })
    return images.map(({ recipe }) => outcomes.errorOf(recipe) ?? outcomes.of(recipe).data.length)
  }
}

function hasChanged(outcome: RenderOutcome | undefined): boolean {
  return outcome instanceof LazyImageError && outcome.code === 'SOURCE_CHANGED'
}
