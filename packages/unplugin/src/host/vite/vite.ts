import { join, resolve } from 'node:path'
import { relativePath } from '@lazy-image/core/host'
import type { Environment, Plugin, ResolvedConfig } from 'vite'
import { TEMPLATE } from '../../images/html/vue-template.js'
import { type HookContext, makeHooks } from '../rollup-like/hooks.js'
import { checkVersion } from './check-version.js'
import { makeCssPlugin } from './css/css-plugin.js'
import { leavePages } from './foreign-pages.js'
import { type OptionsFor, ViteInstance } from './instance.js'
import { addLatePlugins, type LatePlugins } from './late-plugins.js'
import { lendFiles } from './lent-files.js'
import { makeNewUrlPlugin } from './new-url/new-url-plugin.js'
import { transformPage } from './pages.js'
import { makePanelPlugin } from './panel-plugin.js'
import { PreviousOutput } from './previous-output.js'
import { findPublicFile, listPublicTexts } from './public-file.js'
import { makePagesApi, type PagesApi } from './static-pages.js'
import { transformTemplate } from './templates.js'
import { Workers } from './workers.js'
import { makeWrittenTextsPlugin } from './written-texts.js'

type ViteContext = HookContext & { environment: Environment }

/** Images in Vite 6.3 to 8: dev server, client build, server build. */
export function setUpVite(optionsFor: OptionsFor): Partial<Plugin<PagesApi>> & { api: PagesApi } {
  const instance = new ViteInstance(optionsFor)
  const previous = new PreviousOutput()
  const workers = new Workers()
  const hooks = makeHooks<ViteContext>({
    get pipeline() {
      return instance.pipeline
    },
    get types() {
      return instance.types
    },
    buildOf: ({ environment }) => instance.buildOf(environment),
    imagesOf: ({ environment }) => instance.buildOf(environment) ?? instance.dev.images,
    beforeBundle: (context, bundle, images) => {
      workers.refusePlaceless(context, bundle, images)
      instance.clientFiles.note(context, bundle, images)
    },
    afterBundle: () => instance.clientFiles.write(),
    filesOf: ({ environment: { mode, config } }) => ({
      ...lendFiles(config),
      isServed: mode !== 'build',
      // Vite names the page for whatever a browser asks for by itself.
      unknownImporter: mode === 'build' ? null : join(config.root, 'index.html'),
    }),
    siteOf: ({ environment: { config } }) => ({
      // Who says where files go may send them anywhere.
      base: config.experimental.renderBuiltUrl === undefined ? config.base : null,
      hasFile: path => findPublicFile(`/${path}`, config.publicDir) !== null,
      sourceOfCopy: path => {
        const file = findPublicFile(`/${path}`, config.publicDir)
        return file === null ? null : relativePath(config.root, file)
      },
      copiedTexts: async () => (config.build.copyPublicDir ? listPublicTexts(config.publicDir) : new Map()),
    }),
  })
  const late: LatePlugins = {
    stylesheets: [makeCssPlugin(instance), makeWrittenTextsPlugin(instance)],
    code: [makeNewUrlPlugin(instance), workers.makeListener()],
  }
  const panel = makePanelPlugin(instance)
  let resolved: ResolvedConfig | undefined
  const configResolved = (config: ResolvedConfig) => {
    resolved ??= config
    addLatePlugins(config, config.command === 'serve' ? { ...late, code: [...late.code, panel] } : late)
    return instance.configure(config)
  }
  /** What the build of pages began with: Vite 6 calls the hook for a page without a context. */
  let begun: ViteContext
  return {
    ...hooks,
    buildStart(this: ViteContext) {
      if (this.environment.config.consumer === 'client') begun = this
      hooks.buildStart.call(this)
    },
    config(config) {
      instance.inlineSettings.note(config)
      // Workers are built by plugins of their own.
      return { worker: { plugins: () => [{ name: 'lazy-image', enforce: 'pre', ...hooks, configResolved }] } }
    },
    renderStart: {
      // Vite's own plugins stand behind us, and among them the one that empties the folder.
      order: 'pre',
      handler(this: ViteContext) {
        previous.keep(this.environment)
        hooks.renderStart.call(this)
      },
    },
    writeBundle: {
      order: 'pre',
      sequential: true,
      handler(this: ViteContext, options, bundle) {
        previous.clear(this.environment, Object.keys(bundle))
        return hooks.writeBundle.call(this, options, bundle)
      },
    },
    watchChange(this: { environment: Environment }) {
      previous.beginAgain(this.environment)
    },
    api: makePagesApi(instance, () => {
      if (resolved === undefined)
        throw new Error('plugin.api of lazy-image is there when Vite has resolved its configuration')
      return resolved
    }),
    // One instance for all environments of a build, so that client and server share what is encoded.
    sharedDuringBuild: true,
    configResolved: {
      // Before frameworks look at what plugins there are.
      order: 'pre',
      handler(this: { meta?: { viteVersion?: string } } | undefined, config) {
        checkVersion(config, this?.meta?.viteVersion)
        leavePages(config.plugins)
        return configResolved(config)
      },
    },
    configureServer(server) {
      void instance.types.refresh()
      // What came while the watcher looked around for the first time, it does not tell.
      server.watcher.on('ready', () => void instance.types.refresh())
      for (const event of ['add', 'change', 'unlink'] as const) {
        server.watcher.on(event, file => instance.types.notice(event, resolve(file)))
      }
      return instance.dev.serve(server)
    },
    transform: {
      order: 'pre',
      filter: { id: TEMPLATE },
      handler(this: ViteContext, code, id) {
        return transformTemplate(code, id, this, instance)
      },
    },
    transformIndexHtml: {
      order: 'pre',
      handler(html, page) {
        const context = (this as unknown as ViteContext | undefined) ?? begun
        // The plugin for pages of an environment was made from hooks of that environment's own.
        return transformPage(html, page, context, page.server === undefined ? instance.sharedBy(context) : instance)
      },
    },
    hotUpdate({ file, modules }) {
      const { images } = instance.dev
      const { moduleGraph, name, hot } = this.environment
      // Vite would find nothing to update in a page that shows it, nor of a module that never loaded.
      if (name === 'client' && (images.wasBroken(file) || instance.dev.isInPage(file))) {
        hot.send({ type: 'full-reload' })
        return []
      }
      const others = images.idsOf(file).flatMap(id => moduleGraph.getModuleById(id) ?? [])
      return others.length === 0 ? undefined : [...modules, ...others]
    },
  }
}
