import type { PlannedImage } from '@lazy-image/core/host'

/** Imports of the files of single outputs in a module of ours, each once. */
export class OutputImports {
  readonly #requestOf: (image: PlannedImage) => string
  /** By request. */
  readonly #names = new Map<string, string>()

  /** @param requestOf what asks for the file of an output. */
  constructor(requestOf: (image: PlannedImage) => string) {
    this.#requestOf = requestOf
  }

  /** The name that stands for an output's URL. */
  nameOf(image: PlannedImage): string {
    const request = this.#requestOf(image)
    const name = this.#names.get(request) ?? `url${this.#names.size}`
    this.#names.set(request, name)
    return name
  }

  /** To be put in front of what uses the names. */
  statements(): string {
    return [...this.#names].map(([request, name]) => `import ${name} from ${JSON.stringify(request)};\n`).join('')
  }

  /** A module that is nothing but one URL. */
  reexport(image: PlannedImage): string {
    return `export { default } from ${JSON.stringify(this.#requestOf(image))};\n`
  }
}
