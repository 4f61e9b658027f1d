import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { OutputOptions, ResizeOptions } from '@lazy-image/unplugin/engine'
import { ROUTE } from './image-path.js'
import type { ImageOptions, Nitro, Nuxt } from './nuxt-parts.js'

export interface ProviderOptions {
  /** How much time encoders may take to make files smaller. Default `default`. */
  effort?: OutputOptions['effort']
  /** The resampling filter. Default `lanczos3`. */
  kernel?: ResizeOptions['kernel']
}

/** A provider as `image.providers` of Nuxt's configuration takes it. */
export interface Provider {
  name: string
  /** The file that makes URLs, in servers and browsers. */
  provider: string
  options: Record<string, never>
  setup(provider: unknown, image: ImageOptions, nuxt: Nuxt): void
}

const HANDLER = '#lazy-image/images'

/**
 * Nuxt Image by our engine: `<NuxtImg>`, `<NuxtPicture>` and `useImage()` for images of the public folder. Images of pages that
 * are rendered ahead are made by the build, those of others when they are asked for.
 */
export function lazyImageProvider(options: ProviderOptions = {}): Provider {
  return {
    name: 'lazyImage',
    provider: fileURLToPath(new URL('provider.js', import.meta.url)),
    options: {},
    setup(_, { dirs }, nuxt) {
      nuxt.options.serverHandlers.push({ route: `${ROUTE}/**`, handler: HANDLER })
      nuxt.hook('nitro:config', config => {
        const { traceInclude = [] } = config.externals ?? {}
        config.externals = { ...config.externals, traceInclude: [...traceInclude, ...nativeBinaries()] }
      })
      nuxt.hook('nitro:init', nitro => {
        const { options: server } = nitro
        const cacheFolder = JSON.stringify(join(nuxt.options.rootDir, CACHE))
        const fromSources = printHandler(options, { folders: JSON.stringify(dirs), cacheFolder, isPrivate: server.dev })
        server.virtual[HANDLER] = server.dev ? fromSources : printHandler(options, copiedPlaces(server.output))
        // The server that renders ahead runs before anything is copied.
        server._config.virtual = { ...server._config.virtual, [HANDLER]: fromSources }
      })
    },
  }
}

/** The one of the plugin, so that nothing is made twice. */
const CACHE = 'node_modules/.cache/lazy-image'

/** What the module that answers imports, by names. */
const IMPORTS = {
  eventHandler: 'h3',
  'goneSignal, ImageServer': '@lazy-image/vite-plugin/nuxt/server',
  fileURLToPath: 'node:url',
  join: 'node:path',
  tmpdir: 'node:os',
}

/** Where a server finds images and keeps what it made, as expressions. */
interface Places {
  folders: string
  cacheFolder: string
  /** Whether other sites' pages are refused. */
  isPrivate: boolean
}

/** In a server that was built: it may lie anywhere, and be no owner of its folder. */
function copiedPlaces({ serverDir, publicDir }: Nitro['options']['output']): Places {
  const copied = `${relative(serverDir, publicDir).replaceAll('\\', '/')}/`
  return {
    folders: `[fileURLToPath(new URL(${JSON.stringify(copied)}, import.meta.url))]`,
    cacheFolder: "join(tmpdir(), 'lazy-image')",
    isPrivate: false,
  }
}

/** The module that answers. */
function printHandler(options: ProviderOptions, { folders, cacheFolder, isPrivate }: Places): string {
  return `${Object.entries(IMPORTS)
    .map(([name, from]) => `import { ${name} } from '${from}'`)
    .join('\n')}
let server
export default eventHandler(async event => {
  server ??= new ImageServer({ folders: ${folders}, cacheFolder: ${cacheFolder}, isPrivate: ${isPrivate}, defaults: ${JSON.stringify(options)} })
  const path = event.path.slice(event.path.indexOf('${ROUTE}') + ${ROUTE.length})
  const { req: request, res: response } = event.node
  const { headers: asked } = request
  const gone = goneSignal(request, response)
  const { status, headers, body } = await server.answer({ path, knownTags: asked['if-none-match'], headers: asked, gone })
  response.statusCode = status
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  return typeof body === 'string' ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength)
})
`
}

/** Binaries that are installed for this machine: bundlers find no file whose name is made up when it is loaded. */
function nativeBinaries(): string[] {
  const packages = ['@lazy-image/unplugin', '@lazy-image/core', '@lazy-image/native']
  const native = packages.reduce((from, name) => createRequire(from).resolve(`${name}/package.json`), import.meta.url)
  const folder = dirname(dirname(native))
  return readdirSync(folder)
    .filter(name => name.startsWith('native-'))
    .map(name => createRequire(native).resolve(`@lazy-image/${name}`))
}
