import {
  type ImageModule,
  type PlannedImage,
  type PlannedRequest,
  type Reading,
  textToken,
} from '@lazy-image/core/host'
import type { Failure } from '../told/failure.js'
import type { BuildTraits } from './build-traits.js'
import type { Importers } from './importers.js'
import { markLink } from './inline-limit.js'
import type { PlaceKind } from './places/place-kind.js'
import type { ShownImages, TextRequest, Written } from './text-request.js'

/** What became of a request in a text. */
export type RequestInText = { id: string; shown: ShownImages } | { failure: Failure }

/** What a build lends to its texts. */
export interface TextBuild<Context> {
  readonly importers: Importers
  readonly traits: Pick<BuildTraits, 'urlInText' | 'inlineLimit'>
  /** Absolute folder that what stands in a text names files from. */
  readonly root: string
  /** Absolute paths of the pictures that a request names. */
  filesOf(id: string): readonly string[]
  /** The request with what is to be told of it told; null where it is left to the bundler. */
  plan(context: Context, id: string): Promise<PlannedRequest | null>
  /** A reference to the file of an image. */
  emit(context: Context, id: string, module: Pick<ImageModule, 'files'>, image: PlannedImage): string
}

/** The texts of a build that show images, such as stylesheets and pages. */
export class BuildTexts<Context extends { addWatchFile(file: string): void }> {
  readonly #build: TextBuild<Context>
  /** By the module of a text. */
  readonly #requests = new Map<string, RequestInText[]>()
  /** Keys of images that have a URL in a text, whatever their size. */
  readonly #linked = new Set<string>()

  constructor(build: TextBuild<Context>) {
    this.#build = build
  }

  get size(): number {
    return this.#requests.size
  }

  /** A text is read anew: what it showed before is forgotten. */
  begin(module: string): void {
    this.#requests.delete(module)
  }

  /** Whether a module is a text that shows images. */
  has(module: string): boolean {
    return this.#requests.has(module)
  }

  /** What became of the requests in the text of a module. */
  get(module: string): readonly RequestInText[] {
    return this.#requests.get(module) ?? []
  }

  values(): Iterable<readonly RequestInText[]> {
    return this.#requests.values()
  }

  /** Whether a text refers to an image by its URL, whatever the options want of small ones. */
  isLinked({ key }: { key: string }): boolean {
    return this.#linked.has(key)
  }

  /** What stands in a text in place of a request. A failure is kept for the end of the build, as of a module. */
  async write<Value>(
    context: Context,
    module: string,
    request: TextRequest,
    kind: PlaceKind<Value>,
  ): Promise<Written<Value>> {
    const { id, file, specifier, place, location } = request
    const { importers } = this.#build
    const requests = this.#requests.get(module) ?? []
    this.#requests.set(module, requests)
    for (const watched of this.#build.filesOf(id)) context.addWatchFile(watched)
    importers.record(id, file, specifier)
    try {
      const planned = await this.#build.plan(context, id)
      if (planned === null) return null
      const files = new Set<PlannedImage>()
      const readings = new Set<PlannedImage>()
      const read = (image: PlannedImage, reading: Reading) => {
        readings.add(image)
        return textToken(image.recipe, reading, this.#build.root)
      }
      const url = (image: PlannedImage) => {
        const link = this.#link(context, request, planned, image)
        if (link === null) return read(image, 'dataUri')
        files.add(image)
        return link
      }
      const value = kind.write({ planned, place }, { url, read })
      requests.push({ id, shown: { files: [...files], readings: [...readings] } })
      return { value }
    } catch (error) {
      const failure = await importers.blame(id, error, location)
      requests.push({ failure })
      return { failure }
    }
  }

  /** What stands for the URL of an image; null where texts hold the files themselves. */
  #link(
    context: Context,
    { id, mayBeInline = false }: TextRequest,
    { plan }: PlannedRequest,
    image: PlannedImage,
  ): string | null {
    const { traits, root } = this.#build
    const { urlInText, inlineLimit } = traits
    if (urlInText === null) return null
    const link = urlInText(this.#build.emit(context, id, { files: plan.images }, image))
    if (inlineLimit !== null && mayBeInline) return markLink(link, image.recipe, inlineLimit, root)
    this.#linked.add(image.recipe.key)
    return link
  }
}
