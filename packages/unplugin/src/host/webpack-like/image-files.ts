import type { Module, TemplateFunction } from './compiler.js'
import { type KeptFile, readFacts } from './kept-facts.js'

/** What a bundler says of the file that it asks a name for. */
type PathData = Pick<Parameters<TemplateFunction>[0], 'filename' | 'module'>

/** The image files of a compiler: which picture names each, and which it is made from. */
export class ImageFiles {
  readonly #byModule = new WeakMap<Module, KeptFile>()
  /** For bundlers that do not say of which module a file is. */
  readonly #byResource = new Map<string, KeptFile>()
  readonly #sources = new Map<string, string>()
  /** By key. */
  readonly #resources = new Map<string, string>()

  /** Takes note of a file as soon as it is known: code that runs during a build asks for names at once. */
  note(file: KeptFile): void {
    const known = this.#byResource.get(file.resource)
    if (known?.key !== file.key) this.#byResource.set(file.resource, file)
    this.#sources.set(file.key, file.source)
    this.#resources.set(file.key, file.resource)
  }

  /**
   * Decides which picture names a file: equal outputs of equal pictures are one file, and the picture whose path comes
   * first names it for all, whatever was loaded first. For when all modules of a compilation are there.
   */
  chooseNameGivers(modules: Iterable<Module>): void {
    const firsts = new Map<string, KeptFile>()
    const ours: { module: Module; file: KeptFile }[] = []
    for (const module of modules) {
      const file = readFacts(module)?.file
      if (file === undefined) continue
      ours.push({ module, file })
      const first = firsts.get(file.key)
      if (first === undefined || file.resource < first.resource) firsts.set(file.key, file)
    }
    for (const { module, file } of ours) {
      const first = firsts.get(file.key) ?? file
      this.note(file)
      this.#byModule.set(module, first)
      this.#byResource.set(file.resource, first)
    }
  }

  /** What names a file; undefined for one that is not ours. */
  findNameGiver({ module, filename }: PathData): KeptFile | undefined {
    if (module !== undefined && 'buildInfo' in module) return this.#byModule.get(module) ?? readFacts(module)?.file
    return filename === undefined ? undefined : this.#byResource.get(filename.replaceAll('\u200b', '\0'))
  }

  /** The request of an output, as templates see it. */
  resourceOf(key: string): string | undefined {
    return this.#resources.get(key)
  }

  /** The picture that an output is made from, relative to the root. */
  sourceOf(key: string): string | undefined {
    return this.#sources.get(key)
  }
}
