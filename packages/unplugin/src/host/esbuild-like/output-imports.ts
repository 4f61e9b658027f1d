import type { PlannedImage } from '@lazy-image/core/host'

/** Imports of the files of single outputs in a module of ours, each once. */
export class OutputImports {
  readonly #scheme: string
  readonly #names = new Map<string, string>()

  /** @param scheme that a request for an output by its key begins with. */
  constructor(scheme: string) {
    this.#scheme = scheme
  }

  /** The name that stands for an output's URL. */
  nameOf({ recipe: { key } }: PlannedImage): string {
    const name = this.#names.get(key) ?? `url${this.#names.size}`
    this.#names.set(key, name)
    return name
  }

  /** To be put in front of what uses the names. */
  statements(): string {
    return [...this.#names].map(([key, name]) => `import ${name} from "${this.#scheme}:${key}";\n`).join('')
  }

  /** A module that is nothing but one URL. */
  reexport({ recipe: { key } }: PlannedImage): string {
    return `export { default } from "${this.#scheme}:${key}";\n`
  }
}
