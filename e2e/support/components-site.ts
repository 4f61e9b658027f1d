import { cpSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import lazyImage from '@lazy-image/vite-plugin'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { build, type InlineConfig, mergeConfig } from 'vite'
import solid from 'vite-plugin-solid'
import { photograph } from './fixture.js'
import { recordedLogger } from './hosts/vite.js'
import { Project } from './project.js'
import { serveFolder } from './static-server.js'

/** What `<Picture>` is written for; each has a page of its own in `fixtures/components`. */
export const WRITTEN_FOR = ['react', 'vue', 'svelte', 'solid', 'web'] as const

export type WrittenFor = (typeof WRITTEN_FOR)[number]

export interface ComponentsSite {
  url: string
  /** Pages as the server has written them. */
  pages: Readonly<Record<WrittenFor, string>>
  /** What the builds have warned of. */
  warnings: readonly string[]
  close(): void
}

const PAGES = fileURLToPath(new URL('../fixtures/components', import.meta.url))

/** The pages of all frameworks, from one build for browsers and one for a server, which has written each page once. */
export async function buildComponentsSite(): Promise<ComponentsSite> {
  const project = new Project({
    'src/bridge.jpg': photograph('bridge.jpg'),
    'src/smile.jpg': photograph('smile.jpg'),
    'src/pepper.jpg': photograph('pepper.jpg'),
  })
  for (const name of readdirSync(PAGES)) cpSync(`${PAGES}/${name}`, project.path(`src/${name}`))
  const entries = (side: string) =>
    Object.fromEntries(WRITTEN_FOR.map(name => [name, project.path(`src/${name}.${side}.js`)]))
  const customLogger = recordedLogger()
  const config: InlineConfig = {
    root: project.root,
    configFile: false,
    customLogger,
    // What frameworks say of a mismatch, only their builds for development say.
    mode: 'development',
    define: {
      'process.env.NODE_ENV': '"development"',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'true',
    },
    resolve: { dedupe: ['react', 'react-dom', 'vue', 'svelte', 'solid-js'] },
    plugins: [lazyImage(), svelte({ configFile: false }), solid({ ssr: true })],
    build: {
      minify: false,
      // How long compilers take says nothing of the components.
      rollupOptions: { output: { entryFileNames: '[name].js' }, checks: { pluginTimings: false } },
    },
  }
  await build(mergeConfig(config, { build: { rollupOptions: { input: entries('client') } } }))
  await build(
    mergeConfig(config, { build: { ssr: true, outDir: 'server', rollupOptions: { input: entries('server') } } }),
  )
  const pages: Partial<Record<WrittenFor, string>> = {}
  for (const name of WRITTEN_FOR) {
    const server = (await import(project.path(`server/${name}.js`))) as { render(): string | Promise<string> }
    pages[name] = await server.render()
    project.write({ [`dist/${name}/index.html`]: pages[name] })
  }
  project.write({ 'dist/page.css': project.read('src/page.css') })
  const { url, close } = await serveFolder(project.path('dist'))
  return { url, pages: pages as Record<WrittenFor, string>, warnings: customLogger.warnings, close }
}
