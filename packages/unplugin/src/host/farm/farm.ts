import type { JsPlugin } from '@farmfe/core'
import { IMAGE_EXTENSIONS, IMAGE_MENTION_IN_GO, type Options, Pipeline } from '@lazy-image/core/host'
import { FAILED_MODULE } from '../../images/failed-module.js'
import { TypesKeeper } from '../../images/types-keeper.js'
import { FarmImages, OWN_QUERY, OWN_SCHEME } from './farm-images.js'
import { followImages } from './follow-images.js'
import { serveImages } from './serve-images.js'
import { StubFiles } from './stub-files.js'
import { swapOutputs } from './swap-outputs.js'

/** Marks what we ask Farm ourselves. */
const OWN_QUESTION = 'lazy-image'

/** Farm updates a picture's file besides what is made of it, and would end there where the file is gone. */
const GONE = { content: FAILED_MODULE, moduleType: 'js' }

/** As Farm's own filters are read, in Rust. */
const IMAGES = `(?i)${IMAGE_MENTION_IN_GO.source}`

/**
 * Images in Farm 1. Files stand in for images while modules are compiled; what is written is what the compiler is asked for, and
 * that has images in their place: Farm's hooks over resources would have them as lists of numbers.
 */
export function setUpFarm(options: Options): Partial<JsPlugin> {
  let parts: ReturnType<typeof makeParts> | undefined
  const known = () => {
    if (parts === undefined) throw new Error('Farm has compiled before its configuration was resolved')
    return parts
  }
  return {
    priority: 1000,
    config: config => ({
      ...config,
      compilation: {
        ...config.compilation,
        // Farm knows no AVIF and others.
        assets: { ...config.compilation?.assets, include: listAssets(config.compilation?.assets?.include) },
      },
    }),
    configResolved({ root }) {
      parts = makeParts(options, root ?? process.cwd())
    },
    configureCompiler(compiler) {
      const { pipeline, images, stubs, isServed } = known()
      swapOutputs(compiler, { pipeline, images, stubs, isServed: () => isServed.value })
    },
    configureDevServer(server) {
      const { pipeline, images, stubs, isServed } = known()
      isServed.value = server.config.writeToDisk !== true
      serveImages(server, { pipeline, images, stubs })
      followImages(server, { pipeline, images })
    },
    buildStart: {
      executor() {
        known().images.beginBuild()
        // Beside the build: nothing in it waits for types.
        void known().types.refresh()
      },
    },
    updateModules: {
      executor() {
        known().images.beginBuild()
        return undefined
      },
    },
    resolve: {
      filters: { sources: [IMAGES, `^${OWN_SCHEME}:`], importers: ['.*'] },
      async executor({ source, importer, kind }, context, asked) {
        const { images, stubs } = known()
        if (source.startsWith(`${OWN_SCHEME}:`)) return toFile(stubs.pathOf(source.slice(OWN_SCHEME.length + 1)))
        // A module of ours asks for the file itself.
        if (asked?.caller === OWN_QUESTION || importer?.includes(`?${OWN_QUERY}=`)) return null
        const id = await images.find(source, importer, kind === 'cssUrl', async request => {
          // Asked for a style, Farm's own plugin would ask us again, without saying for whom.
          const answer = await context
            ?.resolve({ source: request, importer, kind: 'import' }, { meta: {}, caller: OWN_QUESTION })
            .catch(() => null)
          return answer && !answer.external ? answer.resolvedPath : null
        })
        if (id === null) return null
        const mark = id.indexOf('?')
        const [path, query] = mark === -1 ? [id, ''] : [id.slice(0, mark), id.slice(mark + 1)]
        if (kind !== 'cssUrl') return { ...toFile(path), query: [[OWN_QUERY, encodeURIComponent(query)]] }
        const stub = await images.writeStub(id)
        return stub === null ? null : toFile(stub)
      },
    },
    load: {
      filters: { resolvedPaths: [IMAGES] },
      async executor({ moduleId, resolvedPath, query }, context) {
        const asked = query.find(([name]) => name === OWN_QUERY)
        if (asked === undefined) return known().images.isGone(resolvedPath) ? GONE : null
        const id = asked[1] === '' ? resolvedPath : `${resolvedPath}?${decodeURIComponent(asked[1])}`
        for (const other of known().pipeline.filesOf(id).slice(1)) context?.addWatchFile(moduleId, other)
        return { content: await known().images.writeModule(id), moduleType: 'js' }
      },
    },
    finish: {
      executor: () => known().types.settled(),
    },
  }
}

function makeParts(options: Options, root: string) {
  const isServed = { value: false }
  const pipeline = new Pipeline(options, root)
  const stubs = new StubFiles(pipeline.options.root)
  const images = new FarmImages(pipeline, stubs, () => isServed.value)
  return { pipeline, stubs, images, types: new TypesKeeper(pipeline), isServed }
}

function listAssets(asked: readonly string[] = []): string[] {
  return [...new Set([...asked, ...IMAGE_EXTENSIONS])]
}

function toFile(resolvedPath: string) {
  return { resolvedPath, external: false, sideEffects: false, query: [] as [string, string][], meta: {} }
}
