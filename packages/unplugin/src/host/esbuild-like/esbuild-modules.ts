import { dirname, isAbsolute, join } from 'node:path'
import type { Pipeline } from '@lazy-image/core'
import { locateFile, type PlannedRequest, relativePath, splitId } from '@lazy-image/core/host'
import type { OnLoadArgs, OnLoadResult, OnResolveArgs, OnResolveResult, PluginBuild } from 'esbuild'
import { FAILED_MODULE } from '../../images/failed-module.js'
import { resolveImage } from '../../images/resolve-image.js'
import { outputOfUrl } from '../../images/style-output.js'
import { placeAsset } from './asset-path.js'
import type { BurstImages } from './burst-images.js'
import { writeModule } from './image-code.js'
import { messageOf } from './messages.js'
import { keyInRequest, OWN_NAMESPACE } from './own-requests.js'

/** What goes from a resolution to the load: a module to be written, or a file that has been or will be made. */
type Resolved =
  | { kind: 'module'; id: string }
  | { kind: 'output'; key: string; file: string }
  | { kind: 'style'; id: string; planned: PlannedRequest }

/** Marks what we ask esbuild ourselves. */
const OWN_QUESTION = Symbol('lazy-image')

/** How code asks for what an import evaluates to. */
const CODE: ReadonlySet<string> = new Set(['entry-point', 'import-statement', 'require-call', 'dynamic-import'])

export function isOwnRequest({ namespace, pluginData }: OnResolveArgs): boolean {
  return namespace === OWN_NAMESPACE || pluginData?.[OWN_QUESTION] === true
}

/**
 * The modules of images in esbuild. In JavaScript a request is a module that imports the files of its outputs; in CSS it is
 * the file itself, whose name must be known when it is resolved.
 */
export class EsbuildModules {
  readonly #build: PluginBuild
  readonly #pipeline: Pipeline
  readonly #images: BurstImages
  /** Ids of requests, and keys of files, by the names that esbuild has for their modules. */
  readonly #ids = new Map<string, string>()
  readonly #keys = new Map<string, string>()

  constructor(build: PluginBuild, pipeline: Pipeline, images: BurstImages) {
    this.#build = build
    this.#pipeline = pipeline
    this.#images = images
  }

  async resolve(args: OnResolveArgs): Promise<OnResolveResult | undefined> {
    const isUrl = args.kind === 'url-token'
    if (!isUrl && !CODE.has(args.kind)) return undefined
    const id = await this.#images.resolving(this.#findId(args))
    if (id === null) return undefined
    const file = locateFile(splitId(id).path)
    if (!isUrl) {
      const path = relativePath(this.#pipeline.options.root, file) + id.slice(splitId(id).path.length)
      this.#ids.set(path, id)
      return resolved(OWN_NAMESPACE, path, { kind: 'module', id })
    }
    try {
      const planned = await this.#images.plan(id)
      if (planned === null) return undefined
      const { namespace, path } = this.#place(outputOfUrl(planned).recipe.key)
      return resolved(namespace, path, { kind: 'style', id, planned })
    } catch (error) {
      const failure = await this.#images.importers.blame(id, error)
      return { errors: [messageOf([failure], this.#pipeline.options.root)], watchFiles: [file] }
    }
  }

  /** The file of an output, for the module that imports it and has had it made. */
  resolveOutput({ path }: OnResolveArgs): OnResolveResult {
    const key = keyInRequest(path)
    const { namespace, path: placed } = this.#place(key)
    return resolved(namespace, placed, { kind: 'output', key, file: this.#images.nameGiverOf(key).source.file })
  }

  async load({ pluginData }: OnLoadArgs): Promise<OnLoadResult | undefined> {
    const asked = pluginData as Resolved
    if (asked.kind === 'output') {
      return { contents: this.#images.bytesOf(asked.key), loader: 'file', watchFiles: [asked.file] }
    }
    const { id } = asked
    const watchFiles = [...this.#pipeline.filesOf(id)]
    try {
      return { ...(await (asked.kind === 'style' ? this.#loadUrl(asked) : this.#loadModule(id))), watchFiles }
    } catch (error) {
      const failures = await this.#images.explain(id, error)
      if (failures === null)
        return { contents: FAILED_MODULE, loader: asked.kind === 'style' ? 'file' : 'js', watchFiles }
      return { errors: [messageOf(failures, this.#pipeline.options.root)], watchFiles }
    }
  }

  /** An output that lies where a file would, so that its name has a folder; undefined for what is a file. */
  async loadPlaced(args: OnLoadArgs): Promise<OnLoadResult | undefined> {
    const asked = args.pluginData as Partial<Resolved> | undefined
    return asked?.kind === 'output' || asked?.kind === 'style' ? this.load(args) : undefined
  }

  #findId({ path, importer, resolveDir, ...args }: OnResolveArgs): Promise<string | null> {
    // What is no file, such as standard input, is where its imports are looked for.
    const from = isAbsolute(importer) ? importer : join(resolveDir, importer === '' ? 'entry-point' : importer)
    return resolveImage(path, from, {
      pipeline: this.#pipeline,
      importers: this.#images.importers,
      root: this.#pipeline.options.root,
      isServed: false,
      unknownImporter: isAbsolute(importer) ? null : from,
      publicFile: () => null,
      urlFile: () => null,
      warn: (id, diagnostic) => this.#images.warn(id, diagnostic),
      resolve: async request => {
        const { kind, namespace, with: attributes } = args
        const pluginData = { [OWN_QUESTION]: true }
        const asked = { kind, importer, namespace, resolveDir, with: attributes, pluginData }
        const found = await this.#build.resolve(request, asked)
        if (found.errors.length > 0) return null
        const isFile = found.namespace === 'file' || found.namespace === ''
        return { id: isFile ? found.path + found.suffix : `${found.namespace}:${found.path}`, external: found.external }
      },
    })
  }

  async #loadUrl({ id, planned }: { id: string; planned: PlannedRequest }): Promise<OnLoadResult> {
    const { recipe, isInline } = outputOfUrl(planned)
    const outcomes = await this.#images.make(id, planned)
    return { contents: outcomes.of(recipe).data, loader: isInline ? 'dataurl' : 'file' }
  }

  async #loadModule(id: string): Promise<OnLoadResult> {
    const planned = await this.#images.plan(id)
    if (planned === null) return leaveAlone(id)
    const outcomes = await this.#images.make(id, planned)
    return { contents: writeModule(planned, outcomes, OWN_NAMESPACE), loader: 'js' }
  }

  /** The id of a request, as a module is called behind our namespace. */
  idOf(name: string): string | undefined {
    return this.#ids.get(name)
  }

  /** The output that a module is the file of, as esbuild calls it; undefined for other modules. */
  keyAt(module: string): string | undefined {
    return this.#keys.get(module)
  }

  #place(key: string) {
    const { assetNames, absWorkingDir = process.cwd() } = this.#build.initialOptions
    const placed = placeAsset(this.#images.nameGiverOf(key), assetNames, OWN_NAMESPACE)
    const isFile = placed.namespace === 'file'
    this.#keys.set(isFile ? relativePath(absWorkingDir, placed.path) : `${placed.namespace}:${placed.path}`, key)
    return placed
  }
}

function resolved(namespace: string, path: string, pluginData: Resolved): OnResolveResult {
  return { namespace, path, pluginData, sideEffects: false }
}

/** The file as esbuild has it by itself. */
function leaveAlone(id: string): OnLoadResult {
  const file = locateFile(splitId(id).path)
  return { contents: `export { default } from ${JSON.stringify(file)};\n`, loader: 'js', resolveDir: dirname(file) }
}
