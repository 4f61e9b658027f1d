import { existsSync } from 'node:fs'
import { dirname, extname, isAbsolute, join } from 'node:path'
import type { Pipeline } from '@lazy-image/core'
import { decodePath, locateFile, type PlannedRequest, relativePath, splitId } from '@lazy-image/core/host'
import { FAILED_MODULE } from '../../images/failed-module.js'
import { resolveImage } from '../../images/resolve-image.js'
import { outputOfUrl } from '../../images/style-output.js'
import { describeEqual } from '../../told/report.js'
import { placeAsset } from './asset-path.js'
import { type BunConfig, type BunLoaded, type BunResolveArgs, type BunResolved, resolveInBun } from './bun-builder.js'
import type { BurstImages } from './burst-images.js'
import { writeModule } from './image-code.js'
import { keyInRequest, OWN_NAMESPACE } from './own-requests.js'

type Module =
  | { kind: 'module'; id: string }
  | { kind: 'output'; key: string }
  | { kind: 'style'; id: string; planned: PlannedRequest }

/** The modules of images in Bun, which remembers nothing of a resolution but the path. */
export class BunModules {
  readonly #pipeline: Pipeline
  readonly #images: BurstImages
  /** The user's template for the names of assets. */
  readonly #naming: string | undefined
  readonly #modules = new Map<string, Module>()
  readonly #styled = new Set<string>()
  /** What was resolved since sources were last looked at, as text. */
  readonly #asked = new Set<string>()

  constructor(pipeline: Pipeline, images: BurstImages, naming: BunConfig['naming']) {
    this.#pipeline = pipeline
    this.#images = images
    // Modules of ours lie in no folder.
    this.#naming = (typeof naming === 'string' ? undefined : naming?.asset)?.replaceAll('[dir]', '')
  }

  beginBuild(): void {
    this.#modules.clear()
    this.#styled.clear()
    this.#asked.clear()
  }

  /** What stands at the end of the URL of an image in a style, because Bun puts the query of a request behind it. */
  get endsInStyles(): Iterable<string> {
    return this.#styled
  }

  async resolve(asked: BunResolveArgs): Promise<BunResolved> {
    // A module of ours asks for the file itself.
    if (this.#modules.has(asked.importer)) return undefined
    this.#noticeRebuild(asked)
    const id = await this.#images.resolving(this.#findId(asked))
    if (id === null) return undefined
    if (asked.kind !== 'internal') return this.#resolved(this.#pathOf(id), { kind: 'module', id })
    try {
      const planned = await this.#images.plan(id)
      if (planned === null) return undefined
      const path = this.#place(outputOfUrl(planned).recipe.key)
      this.#styled.add(`${extname(path)}?${splitId(asked.path).query}`)
      return this.#resolved(path, { kind: 'style', id, planned })
    } catch (error) {
      const failure = await this.#images.importers.blame(id, error)
      throw new Error(describeEqual([failure], this.#pipeline.options.root))
    }
  }

  /** The file of an output, for the module that imports it and has had it made. */
  resolveOutput({ path }: BunResolveArgs): BunResolved {
    const key = keyInRequest(path)
    return this.#resolved(this.#place(key), { kind: 'output', key })
  }

  async load({ path }: { path: string }): Promise<BunLoaded> {
    const module = this.#modules.get(path)
    if (module === undefined) return undefined
    if (module.kind === 'output') return { contents: this.#images.bytesOf(module.key), loader: 'file' }
    try {
      return await (module.kind === 'style' ? this.#loadUrl(module) : this.#loadModule(module.id))
    } catch (error) {
      const failures = await this.#images.explain(module.id, error)
      if (failures === null) return { contents: FAILED_MODULE, loader: module.kind === 'style' ? 'file' : 'js' }
      throw new Error(describeEqual(failures, this.#pipeline.options.root))
    }
  }

  /** Bun itself puts a small file into the style as data, and has no other way for that. */
  async #loadUrl({ id, planned }: { id: string; planned: PlannedRequest }): Promise<BunLoaded> {
    const outcomes = await this.#images.make(id, planned)
    return { contents: outcomes.of(outputOfUrl(planned).recipe).data, loader: 'file' }
  }

  async #loadModule(id: string): Promise<BunLoaded> {
    const planned = await this.#images.plan(id)
    const file = locateFile(splitId(id).path)
    if (planned === null) return { contents: `export { default } from ${JSON.stringify(file)};\n`, loader: 'js' }
    this.#images.modules.note(id, planned)
    const outcomes = await this.#images.make(id, planned)
    return { contents: writeModule(planned, outcomes, OWN_NAMESPACE), loader: 'js' }
  }

  /** Bun's server does not say that a file is compiled again, but what that file asks for is resolved again. */
  #noticeRebuild({ importer, kind, path }: BunResolveArgs): void {
    const question = [importer, kind, path].join('\n')
    if (this.#asked.has(question)) {
      this.#asked.clear()
      this.#images.lookAnew()
    }
    this.#asked.add(question)
  }

  #findId({ path, importer, resolveDir, kind }: BunResolveArgs): Promise<string | null> {
    const from = isAbsolute(importer) ? importer : join(resolveDir, 'entry-point')
    // In styles and pages, a path without a dot is one all the same.
    const isBeside = kind === 'internal' && existsSync(join(dirname(from), decodePath(splitId(path).path)))
    return resolveImage(isBeside && !isAbsolute(path) && !/^\.\.?\//.test(path) ? `./${path}` : path, from, {
      asWritten: path,
      pipeline: this.#pipeline,
      importers: this.#images.importers,
      root: this.#pipeline.options.root,
      isServed: false,
      unknownImporter: isAbsolute(importer) ? null : from,
      publicFile: () => null,
      urlFile: () => null,
      warn: (id, diagnostic) => this.#images.warn(id, diagnostic),
      resolve: async request => {
        const found = resolveInBun(request, dirname(from))
        return found === null ? null : { id: found, external: false }
      },
    })
  }

  #resolved(path: string, module: Module): BunResolved {
    const known = this.#modules.get(path)
    // A style's request, which is loaded by itself, stands for the same file as an output that is there.
    if (known === undefined || module.kind === 'output') this.#modules.set(path, module)
    return { path, namespace: OWN_NAMESPACE }
  }

  #pathOf(id: string): string {
    const { path } = splitId(id)
    return relativePath(this.#pipeline.options.root, locateFile(path)) + id.slice(path.length)
  }

  #place(key: string): string {
    return placeAsset(this.#images.nameGiverOf(key), this.#naming, OWN_NAMESPACE).path
  }
}
