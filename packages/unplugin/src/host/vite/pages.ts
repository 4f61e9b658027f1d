import { join, posix } from 'node:path'
import { splitId } from '@lazy-image/core/host'
import type { Environment, IndexHtmlTransformContext, ViteDevServer } from 'vite'
import type { AtOnceContext } from '../../images/at-once-images.js'
import type { BuildContext, BuildImages } from '../../images/build-images.js'
import type { Asset, Chunk } from '../../images/bundle.js'
import { finishSharedUrls, markSharedUrl } from '../../images/html/shared-urls.js'
import { type PageSetUp, writePage } from '../../images/html/write-page.js'
import type { HookContext } from '../rollup-like/hooks.js'
import type { ViteInstance } from './instance.js'
import { lendFiles } from './lent-files.js'
import { finishWebManifests, writeWebManifest } from './web-manifests.js'

/** A page is ours but for the elements that carry Vite's own word for what is to be left as it is. */
const PAGE: Pick<PageSetUp<never>, 'reads' | 'writes'> = {
  reads: ({ attributes }) => !attributes.has('vite-ignore'),
  writes: () => true,
}

/** Before a URL of the dev server, where Vite would bundle what it names: of data it does not. */
const SERVED = 'data:__LAZY_IMAGE_SERVED__'

type PageContext = HookContext & { environment: Environment }

/**
 * Writes the images of a page, before Vite reads it: it finds URLs that need nothing. In a build the images are part of the
 * one batch; in a dev server they are made when a browser asks for them.
 */
export async function transformPage(
  html: string,
  page: IndexHtmlTransformContext,
  context: Partial<PageContext>,
  instance: ViteInstance,
): Promise<string> {
  const images = context.environment === undefined ? undefined : instance.buildOf(context.environment)
  if (images !== undefined) return buildPage(html, page, context as PageContext, images, instance)
  // A server that bundles in memory does not say that it is one.
  const server = page.server ?? instance.server
  return server === undefined ? html : servePage(html, page, server, context, instance)
}

async function buildPage(
  html: string,
  { filename: file }: IndexHtmlTransformContext,
  context: PageContext,
  images: BuildImages,
  { pipeline }: ViteInstance,
): Promise<string> {
  const { environment } = context
  images.texts.begin(file)
  const { siteUrl } = pipeline.options
  const setUp: PageSetUp<PageContext> = {
    ...lendFiles(environment.config),
    ...PAGE,
    leave: url => images.left.add(url),
    pipeline,
    images,
    context,
    file,
    isServed: false,
    resolve: request => context.resolve(request, file, { skipSelf: true }),
    urlInPage: url => url,
    absoluteUrl: url => (siteUrl === null ? url : markSharedUrl(url)),
    writeManifest: specifier => writeWebManifest(specifier, setUp),
  }
  return (await writePage(html, setUp)).html?.toString() ?? html
}

async function servePage(
  html: string,
  { filename, path }: IndexHtmlTransformContext,
  server: ViteDevServer,
  plugin: Partial<PageContext>,
  instance: ViteInstance,
): Promise<string> {
  const { pipeline, dev } = instance
  const { config } = server
  // Only Vite 8 has such servers, and says so.
  const isBundled = server.environments.client.config.isBundled ?? false
  // Who renders pages by routes gives a route, and the one page there is.
  const file = filename.endsWith('.html') ? filename : join(config.root, 'index.html')
  const context: AtOnceContext = {
    addWatchFile: image => server.watcher.add(image),
    warn: message => config.logger.warn(message),
    error: ({ message }) => {
      throw new Error(message)
    },
  }
  const [origin] = server.resolvedUrls?.local ?? []
  const isToldWhole = pipeline.options.siteUrl !== null && origin !== undefined
  const pageUrl = posix.join(config.base, path)
  const shown = new Set<string>()
  const written = await writePage(html, {
    ...lendFiles(config),
    ...PAGE,
    leave: () => {},
    pipeline,
    images: {
      importers: dev.images.importers,
      warn: (_, id, diagnostic) => dev.images.warn(context, id, diagnostic),
      write(_, module, request, kind) {
        for (const file of pipeline.filesOf(request.id)) shown.add(file)
        return dev.images.write(context, module, request, kind)
      },
    },
    context,
    file,
    isServed: true,
    resolve: async request => {
      // Where a server bundles, the hook is one of its build.
      if (isBundled && plugin.resolve !== undefined) return plugin.resolve(request, file, { skipSelf: true })
      const found = await server.environments.client.pluginContainer.resolveId(request, file)
      return found === null ? null : { id: found.id, external: found.external ?? false }
    },
    // It is served as it is, and its requests are answered one by one.
    writeManifest: async () => null,
    urlInPage: url => (isBundled ? SERVED + url : config.base === '/' ? url : fromPage(url, pageUrl)),
    absoluteUrl: url => (isToldWhole ? new URL(url, new URL(pageUrl, origin)).href : url),
  })
  dev.notePage(file, shown, written.failures)
  return written.html?.toString() ?? html
}

/** Vite puts the base before a path from the root, and leaves one from the page as it is. */
function fromPage(url: string, pageUrl: string): string {
  if (!url.startsWith('/')) return url
  const { path, query } = splitId(url)
  const relative = posix.relative(posix.dirname(pageUrl.endsWith('/') ? `${pageUrl}.` : pageUrl), path)
  return `${relative.startsWith('.') ? relative : `./${relative}`}?${query}`
}

function unmarkServed(bundle: Record<string, Asset | Chunk>): void {
  for (const [name, file] of Object.entries(bundle)) {
    if (name.endsWith('.html') && file.type === 'asset' && typeof file.source === 'string') {
      file.source = file.source.replaceAll(SERVED, '')
    }
  }
}

/** Finishes pages when they are in the bundle, which they are when Vite has written them. */
export async function finishPages(
  context: BuildContext & { getFileName(reference: string): string },
  bundle: Record<string, Asset | Chunk>,
  images: BuildImages | undefined,
  siteUrl: string | null,
): Promise<void> {
  if (images === undefined) return unmarkServed(bundle)
  await images.fillTexts(context, bundle, '.html')
  finishWebManifests(bundle, reference => context.getFileName(reference))
  if (siteUrl !== null) finishSharedUrls(bundle, siteUrl)
}
