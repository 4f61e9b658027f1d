import { dirname, posix, relative } from 'node:path'
import { type PlannedImage, splitId, toSlashes } from '@lazy-image/core/host'
import type { SourceMap } from 'magic-string'
import type { Environment } from 'vite'
import {
  isFollowed,
  isPlainElement,
  listTemplateElements,
  moduleInTemplate,
  placeInTemplate,
} from '../../images/html/vue-template.js'
import { writePage } from '../../images/html/write-page.js'
import { mapUrls } from '../../images/places/map-urls.js'
import type { HookContext } from '../rollup-like/hooks.js'
import type { ViteInstance } from './instance.js'
import { lendFiles } from './lent-files.js'

/**
 * Writes requests of several outputs, which a compiler would take for one URL, as requests of one each. In a dev server
 * those of one output too, by the server's URLs: to others it would refer by URLs that no module knows.
 */
export async function transformTemplate(
  code: string,
  id: string,
  context: HookContext & { environment: Environment },
  instance: ViteInstance,
): Promise<{ code: string; map: SourceMap } | null> {
  const { pipeline, dev } = instance
  const { environment } = context
  const build = instance.buildOf(environment)
  build?.texts.begin(id)
  const images = build ?? dev.images
  const file = splitId(id).path
  const { html, failures } = await writePage(code, {
    ...lendFiles(environment.config),
    pipeline,
    images: {
      importers: images.importers,
      warn: (given, request, diagnostic) => images.warn(given, request, diagnostic),
      write: (given, module, request, kind) => images.write(given, module, request, kind),
    },
    context,
    file,
    module: id,
    listElements: text => listTemplateElements(text, id),
    isServed: build === undefined,
    resolve: request => context.resolve(request, file, { skipSelf: true }),
    reads: isPlainElement,
    leave: () => {},
    moduleFor: moduleInTemplate,
    writes: (image, request) => isFollowed(request) && (build === undefined || !pipeline.wantsOneUrl(image)),
    placeFor: (request, kind) => {
      const asked = mapUrls(kind, (url, image, own) =>
        build === undefined ? url : `${pathOf(request.specifier, image, own)}?${pipeline.queryOf(image)}`,
      )
      return placeInTemplate(request, asked)
    },
    writeManifest: async () => null,
    urlInPage: url => url,
    absoluteUrl: url => url,
  })
  if (build === undefined) for (const failure of failures) dev.tell(context, failure)
  return html?.hasChanged() ? { code: html.toString(), map: html.generateMap({ hires: 'boundary' }) } : null
}

/** The path of a picture as a template names it: one for other screens as seen from the request's own. */
function pathOf(specifier: string, { source: { file } }: PlannedImage, own: string): string {
  const { path } = splitId(specifier)
  if (file === own) return path
  const beside = toSlashes(relative(dirname(own), file))
    .split('/')
    .map(encodeURIComponent)
    .join('/')
  const joined = posix.join(posix.dirname(path), beside)
  return path.startsWith('.') && !joined.startsWith('.') ? `./${joined}` : joined
}
