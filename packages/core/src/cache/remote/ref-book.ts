import { findBranch, findDefaultBranch } from './branch.js'
import { REF_BYTES, Ref } from './ref.js'
import type { ResolvedRemote } from './resolve-remote.js'
import { OversizeError } from './store-error.js'
import type { StoreGuard } from './store-guard.js'
import { refName } from './store-names.js'

const NONE = new Ref([])

/** What the last builds of this branch had in the store, and what this one has. */
export class RefBook {
  readonly #remote: ResolvedRemote
  readonly #guard: StoreGuard
  #loaded: Promise<Ref> | undefined
  /** Keys that are in the store for sure, with their bytes. */
  readonly #stored = new Map<string, number>()
  /** Keys that a nearer tier had: the store may have them too. */
  readonly #touched = new Set<string>()

  constructor(remote: ResolvedRemote, guard: StoreGuard) {
    this.#remote = remote
    this.#guard = guard
  }

  /** That of the branch, else that of the default branch; asked for once. */
  load(signal: AbortSignal | undefined): Promise<Ref> {
    this.#loaded ??= this.#load(signal)
    return this.#loaded
  }

  noteStored(key: string, bytes: number): void {
    this.#stored.set(key, bytes)
  }

  touch(keys: Iterable<string>): void {
    for (const key of keys) this.#touched.add(key)
  }

  /** Tells others what this build has; where it had nothing of the store, nothing is said. */
  async save(): Promise<void> {
    if (this.#stored.size === 0 || this.#guard.isGivenUp) return
    const base = await this.load(undefined)
    if (base.after(this.#used(base)) === null) return
    // Others may have said something since this build began.
    const name = this.#name(await this.#branch())
    const latest = (await this.#fetch(name, undefined)) ?? NONE
    const used = new Map([...this.#used(base), ...this.#used(latest)])
    const after = latest.after(used)
    if (after === null) return
    const content = after.print()
    if (content === null) return
    await this.#guard.ask((store, signal) => store.put(name, content, signal)).catch(ignoreOversize)
    this.#loaded = Promise.resolve(after)
  }

  #used(ref: Ref): Map<string, number> {
    const used = new Map(this.#stored)
    for (const key of this.#touched) {
      const bytes = ref.bytesOf(key)
      if (bytes !== undefined) used.set(key, bytes)
    }
    return used
  }

  async #load(signal: AbortSignal | undefined): Promise<Ref> {
    const { root, defaultBranch } = this.#remote
    const branch = await this.#branch()
    const own = await this.#fetch(this.#name(branch), signal)
    if (own !== undefined) return own
    const other = defaultBranch ?? (await findDefaultBranch(root))
    return (other === branch ? undefined : await this.#fetch(this.#name(other), signal)) ?? NONE
  }

  async #branch(): Promise<string> {
    return this.#remote.branch ?? (await findBranch(this.#remote.root))
  }

  #name(branch: string): string {
    return refName(this.#remote.project, branch)
  }

  async #fetch(name: string, signal: AbortSignal | undefined): Promise<Ref | undefined> {
    const content = await this.#guard
      .ask(async (store, asked) => store.get(name, asked, REF_BYTES), signal)
      .catch(ignoreOversize)
    return content === undefined ? undefined : Ref.parse(content)
  }
}

/** A ref that is too large is none. */
function ignoreOversize(error: unknown): undefined {
  if (!(error instanceof OversizeError)) throw error
}
