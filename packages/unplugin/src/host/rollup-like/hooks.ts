import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type Diagnostic, IMAGE_MENTION, type Pipeline, splitId } from '@lazy-image/core/host'
import { type AssetNames, tellImagesApart } from '../../images/asset-names.js'
import type { BuildContext, BuildImages } from '../../images/build-images.js'
import type { FileUse } from '../../images/build-traits.js'
import type { Asset, Chunk, PlannedChunk } from '../../images/bundle.js'
import { checkWritten } from '../../images/check-written.js'
import type { Importers } from '../../images/importers.js'
import { LastLook } from '../../images/last-look.js'
import type { Site } from '../../images/left-over.js'
import { type Resolution, resolveImage } from '../../images/resolve-image.js'
import type { TypesKeeper } from '../../images/types-keeper.js'
import { tellOthersTimings } from './timings.js'

/** What Rollup, Rolldown and Vite's versions of both give a hook. */
export interface HookContext extends BuildContext {
  resolve(
    specifier: string,
    importer: string | undefined,
    options: ResolveOptions & { skipSelf: boolean },
  ): Promise<{ id: string; external: boolean | 'absolute' | 'relative' } | null>
}

/** What one of these bundlers says about a resolution; it is handed on as it is. */
export type ResolveOptions = object

/** Images that answer a load: of a build, or of a dev server. */
export interface LoadedImages<Context> {
  readonly importers: Importers
  beginBuild(): void
  /** Tells what the author of a request should know, at once or with what equals it. */
  warn(context: Context, id: string, diagnostic: Diagnostic): Promise<void>
  /** The module of an image request; null for anything else. */
  load(context: Context, id: string): Promise<{ code: string; moduleSideEffects?: boolean } | string | null>
}

/** What a bundler's set-up lends to the hooks. */
export interface SetUp<Context> {
  readonly pipeline: Pipeline
  readonly types: TypesKeeper
  /** The images of the build that a hook runs in; undefined in a dev server. */
  buildOf(context: Context): BuildImages | undefined
  /** The images that answer a load. */
  imagesOf(context: Context): LoadedImages<Context>
  /** What is to be done with a bundle that still holds stubs. */
  beforeBundle?(context: Context, bundle: Readonly<Record<string, Asset | Chunk>>, images: BuildImages): void
  /** What is to be done when a bundle is written. */
  afterBundle?(context: Context, bundle: Readonly<Record<string, Asset | Chunk>>): Promise<void>
  /** What the bundler knows of files. */
  filesOf(context: Context): Pick<Resolution, 'publicFile' | 'urlFile' | 'unknownImporter' | 'isServed' | 'root'>
  /** Where the files of an output are found, besides those of its bundle. */
  siteOf(context: Context): Site
}

/** Only what names an image file crosses from a native bundler into JavaScript. */
const FILTER = { id: { include: IMAGE_MENTION, exclude: /\0/ } }

/**
 * The hooks of Rollup, which Rolldown and Vite share. A set-up is asked for its parts when a hook runs: Vite knows its
 * own only when its configuration is resolved.
 */
export function makeHooks<Context extends HookContext>(setUp: SetUp<Context>) {
  const looks = new WeakMap<BuildImages, LastLook>()
  const lookOf = (images: BuildImages) => {
    const look = looks.get(images) ?? new LastLook(setUp.pipeline, images.left)
    looks.set(images, look)
    return look
  }
  return {
    /** Adds what looks at a bundle when everybody else is done with it: a plugin has one place in the order. */
    options<Options extends { plugins?: unknown }>(this: unknown, options: Options): Options | null {
      const context = this as Context
      const images = setUp.buildOf(context)
      if (images === undefined) return null
      const site = setUp.siteOf(context)
      return { ...options, plugins: [options.plugins, makeLastPlugin(lookOf(images), site)] }
    },
    onLog(_level: unknown, log: { code?: string | undefined; message: string }) {
      return tellOthersTimings(log)
    },
    buildStart(this: Context) {
      setUp.imagesOf(this).beginBuild()
      // Beside the build: nothing in it waits for types.
      if (setUp.buildOf(this) !== undefined) void setUp.types.refresh()
    },
    resolveId: {
      order: 'pre' as const,
      filter: FILTER,
      handler(this: Context, specifier: string, importer: string | undefined, options: ResolveOptions) {
        const images = setUp.imagesOf(this)
        const resolved = resolveImage(specifier, importer, {
          pipeline: setUp.pipeline,
          importers: images.importers,
          resolve: request => this.resolve(request, importer, { ...options, skipSelf: true }),
          warn: (id, diagnostic) => images.warn(this, id, diagnostic),
          ...setUp.filesOf(this),
        })
        return setUp.buildOf(this)?.waitedFor(resolved) ?? resolved
      },
    },
    load: {
      filter: FILTER,
      handler(this: Context, id: string) {
        // What is copied as it is has the path of its URL as its id, and is left to the bundler.
        const { path } = splitId(id)
        if (setUp.filesOf(this).publicFile(path) !== null && !existsSync(path)) return null
        const loaded = setUp.imagesOf(this).load(this, id)
        return setUp.buildOf(this)?.waitedFor(loaded) ?? loaded
      },
    },
    async buildEnd(this: Context, error?: Error) {
      const images = setUp.buildOf(this)
      await images?.tellWarnings(this)
      if (error === undefined) images?.namePlainly(this)
      else images?.buildFailed(this)
      await setUp.types.settled()
    },
    outputOptions<Options extends { assetFileNames?: AssetNames<never> | undefined }>(
      options: Options,
    ): Options | null {
      const assetFileNames = tellImagesApart(options.assetFileNames)
      return assetFileNames === null ? null : { ...options, assetFileNames }
    },
    renderStart(this: Context) {
      const images = setUp.buildOf(this)
      images?.renderStart()
      // Not when the modules have been read: Rollup watches no file of a build that fails then.
      images?.refuseEarly(this)
    },
    resolveFileUrl(this: Context, use: FileUse & { referenceId: string }) {
      return setUp.buildOf(this)?.resolveFileUrl(use) ?? null
    },
    renderChunk: {
      order: 'pre' as const,
      async handler(
        this: Context,
        code: string,
        _chunk: unknown,
        _options: unknown,
        { chunks }: { chunks: Record<string, PlannedChunk> },
      ) {
        const edited = await setUp.buildOf(this)?.renderChunk(this, code, Object.values(chunks))
        return edited ? { code: edited.toString(), map: edited.generateMap({ hires: 'boundary' }) } : null
      },
    },
    generateBundle: {
      order: 'pre' as const,
      async handler(this: Context, output: OutputPlace, bundle: Record<string, Asset | Chunk>) {
        const images = setUp.buildOf(this)
        if (images === undefined) return
        setUp.beforeBundle?.(this, bundle, images)
        lookOf(images).begin(bundle)
        await images.generateBundle(this, { format: output.format, folder: folderOf(output) }, bundle)
      },
    },
    async writeBundle(this: Context, _options: unknown, bundle: Readonly<Record<string, Asset | Chunk>>) {
      const images = setUp.buildOf(this)
      if (images !== undefined) checkWritten(this, bundle, images.written)
      await setUp.afterBundle?.(this, bundle)
    },
  }
}

/** What the options of an output say of where it goes. */
export interface OutputPlace {
  format: string
  dir?: string | undefined
  file?: string | undefined
}

/** Absolute; null where it goes nowhere. */
function folderOf({ dir, file }: OutputPlace): string | null {
  if (dir !== undefined) return resolve(dir)
  return file === undefined ? null : dirname(resolve(file))
}

function makeLastPlugin(look: LastLook, site: Site) {
  return {
    name: 'lazy-image-last-look',
    generateBundle: {
      order: 'post' as const,
      handler(
        this: BuildContext & { getWatchFiles?(): string[] },
        _options: unknown,
        bundle: Record<string, Asset | Chunk>,
      ) {
        // Rolldown does not tell what is watched besides modules.
        return look.look(this, bundle, site, this.getWatchFiles?.() ?? [])
      },
    },
  }
}
