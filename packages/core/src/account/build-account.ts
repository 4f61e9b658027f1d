import { LazyImageError } from '../errors.js'
import type { EncodedOutput, Ledger, RecordedOutput } from '../ledger/ledger.js'
import type { ResolvedOptions } from '../options/options.js'
import { cacheKey } from '../plan/cache-key.js'
import type { Recipe } from '../plan/recipe.js'
import type { BuiltOutputs } from './built-outputs.js'
import { type BudgetFinding, checkBudgets } from './check-budgets.js'
import { alternativesTo, type Measured } from './measure.js'
import { type MadeOutput, OutputBook } from './output-book.js'
import type { ReportParts } from './report-data.js'
import { Thumbnails } from './thumbnails.js'

/** Makes outputs that nobody wanted but the report; a failure is absent. */
export type RenderAside = (recipes: readonly Recipe[]) => Promise<ReadonlyMap<string, EncodedOutput>>

export interface AccountParts {
  options: ResolvedOptions
  ledger: Ledger
  /** Of the engine. */
  fingerprint: () => string
  renderAside: RenderAside
}

/**
 * What a build has come to as a whole: what budgets are held against, and what the report shows. Hosts say which outputs are in
 * the build, when these are there.
 */
export class BuildAccount {
  readonly #parts: AccountParts
  readonly #book = new OutputBook()
  readonly thumbnails: Thumbnails
  #findings = new Map<string, readonly BudgetFinding[]>()

  constructor(parts: AccountParts) {
    this.#parts = parts
    this.thumbnails = new Thumbnails(parts.options.autoFormats)
    parts.ledger.subscribe({ recorded: output => this.#note(output) })
  }

  /** Whether thumbnails are of use: to be made with the others. */
  get wantsThumbnails(): boolean {
    return this.#parts.options.report?.html != null
  }

  #note(output: RecordedOutput): void {
    const { outcome } = output
    if (outcome instanceof LazyImageError) return
    const { data, ...made } = outcome
    this.#book.note({ ...output, ...made, bytes: data.length })
    if (this.wantsThumbnails) this.thumbnails.offer(output, outcome)
  }

  /** A side of the build is done: which budgets it exceeds, those of all sides that are done before among the sums. */
  close(built: BuiltOutputs): readonly BudgetFinding[] {
    const { options, ledger } = this.#parts
    this.#book.close(built, key => ledger.importersOf(key))
    const own = this.#book.outputs()
    const found = checkBudgets(options.budgets, own, this.#book.pagesOf(built.side), options.root)
    // What another side had told is not told again.
    const told = new Set([...this.#findings].flatMap(([side, all]) => (side === built.side ? [] : all.map(identify))))
    const findings = found.filter(finding => !told.has(identify(finding)))
    this.#findings.set(built.side, findings)
    return findings
  }

  /**
   * Writes the report that the options ask for.
   *
   * @returns how many sources and measured alternatives are in it.
   * @throws {LazyImageError} `OUTPUT_UNWRITABLE`
   */
  async write(): Promise<{ sources: number; measured: number }> {
    const { report, root } = this.#parts.options
    if (report === null) return { sources: 0, measured: 0 }
    const outputs = this.#book.outputs()
    const parts: ReportParts = {
      outputs,
      pages: this.#book.pages(),
      findings: [...this.#findings.values()].flat(),
      measured: report.isMeasuring ? await this.measure(report.measures) : [],
    }
    const { writeReport } = await import('./write-report.js')
    await writeReport(parts, { report, root, thumbnailOf: file => this.thumbnails.uriOf(file) })
    const sources = new Set(outputs.map(({ source }) => source.file))
    return { sources: sources.size, measured: parts.measured.length }
  }

  /** What the outputs of some pictures would be in other formats and qualities: made in one batch, and kept in the cache. */
  measure(isMeant: (file: string) => boolean): Promise<Measured[]> {
    return this.measureOutputs(this.#book.outputs().filter(({ source }) => isMeant(source.file)))
  }

  /** The same for outputs that are known from elsewhere. */
  async measureOutputs(outputs: readonly Pick<MadeOutput, 'key' | 'source' | 'variant'>[]): Promise<Measured[]> {
    const { options, fingerprint, renderAside } = this.#parts
    const alternatives = outputs.flatMap(output => alternativesTo(output, options.autoFormats))
    const recipes = alternatives.map(({ source, variant }) => ({
      key: cacheKey(source, variant, fingerprint()),
      file: source.file,
      variant,
    }))
    if (recipes.length === 0) return []
    const made = await renderAside(recipes)
    return alternatives.flatMap(({ key, variant }, index) => {
      const entry = made.get(recipes[index]?.key ?? '')
      if (entry === undefined) return []
      const { quality, data, encodeMs } = entry
      return [{ key, format: variant.encoding.format, quality, bytes: data.length, encodeMs }]
    })
  }
}

function identify({ budget, rule, key, received }: BudgetFinding): string {
  return `${budget} ${rule} ${key} ${received}`
}
