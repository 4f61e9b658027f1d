import { isAbsolute } from 'node:path'
import { splitId } from '@lazy-image/core/host'
import type { Alias, Environment, Plugin } from 'vite'
import type { AtOnceContext } from '../../../images/at-once-images.js'
import type { BuildContext } from '../../../images/build-images.js'
import { isForeign } from '../../../images/image-id.js'
import { quoteCss } from '../../../images/places/css-image.js'
import { PLACES } from '../../../images/places/places.js'
import { resolveImage } from '../../../images/resolve-image.js'
import { fileOfPath, printDevUrl } from '../dev-url.js'
import type { ViteInstance } from '../instance.js'
import { findPublicFile } from '../public-file.js'
import { type AliasContext, type CssUrls, makeCssAlias } from './css-alias.js'
import { findPublicReferences, HOLDS_PUBLIC_URL, type PublicUrls } from './public-urls.js'
import {
  type FoundReference,
  findReferences,
  HOLDS_REFERENCE,
  printReference,
  printServedReference,
} from './reference.js'
import { ReferenceFiles } from './reference-files.js'
import { STYLESHEET } from './stylesheet.js'

/**
 * Images in stylesheets. An alias sees each request and lets something stand in for it that Vite writes into the
 * stylesheet; this plugin, which stands behind Vite's own for CSS, puts what the request comes to in place of that.
 */
export function makeCssPlugin(instance: ViteInstance): Plugin {
  const files = new ReferenceFiles()
  const aliased = new WeakSet<readonly Alias[]>()
  return {
    name: 'lazy-image:css',
    sharedDuringBuild: true,
    perEnvironmentStartEndDuringDev: true,
    buildStart() {
      const { environment } = this
      const { alias: aliases } = environment.config.resolve
      if (isBundled(environment)) files.open()
      if (aliased.has(aliases)) return
      aliased.add(aliases)
      aliases.unshift(makeCssAlias(urlsOf(environment, instance, aliases, files)))
    },
    transform: {
      filter: { id: STYLESHEET, code: { include: [HOLDS_REFERENCE, HOLDS_PUBLIC_URL] } },
      async handler(code, id) {
        const { environment } = this
        const copied = await findPublicReferences(code, splitId(id).path, publicUrlsOf(environment, instance))
        const found = [...findReferences(code), ...copied]
        if (found.length === 0) return null
        instance.buildOf(environment)?.texts.begin(id)
        const { default: MagicString } = await import('magic-string')
        const edited = new MagicString(code)
        for (const reference of found) {
          edited.update(reference.start, reference.end, await writeReference(this, id, reference, instance))
        }
        return { code: edited.toString(), map: edited.generateMap({ hires: 'boundary' }) }
      },
    },
    // The references of Rollup's cache are counted anew in every build.
    shouldTransformCachedModule({ id }) {
      return instance.buildOf(this.environment)?.texts.has(id) ?? false
    },
    buildEnd() {
      // What a build watches has to be there for as long.
      if (isBundled(this.environment) && !this.meta.watchMode) files.close()
    },
    closeWatcher: () => files.remove(),
  }
}

/** Where files are served, Vite writes paths as they are; where it bundles, it must have something to read. */
function isBundled({ config, mode }: Environment): boolean {
  return config.isBundled ?? mode === 'build'
}

function publicUrlsOf(environment: Environment, { pipeline }: ViteInstance): PublicUrls {
  const { base, publicDir, server } = environment.getTopLevelConfig()
  return {
    base,
    publicDir,
    origin: server.origin ?? '',
    isBundled: isBundled(environment),
    isRequest: specifier => pipeline.isRequest(specifier),
  }
}

/** What the alias of an environment's stylesheets works with. */
function urlsOf(
  environment: Environment,
  instance: ViteInstance,
  aliases: readonly Alias[],
  files: ReferenceFiles,
): CssUrls {
  const { config } = environment
  const { root } = config
  const images = instance.buildOf(environment) ?? instance.dev.images
  return {
    root,
    aliases,
    async find(context: AliasContext, { file, specifier }, resolve) {
      const { pipeline } = instance
      // Without a query the file itself is meant: defaults are for imports.
      if (splitId(specifier).query === '') return null
      const findAs = (written: string) =>
        resolveImage(written, file, {
          pipeline,
          importers: images.importers,
          resolve,
          publicFile: path => findPublicFile(path, config.publicDir),
          urlFile: path => fileOfPath(path.slice(1), root),
          root,
          unknownImporter: null,
          isServed: false,
          warn: (id, diagnostic) => images.warn(context, id, diagnostic),
        })
      // In a stylesheet, a bare name is a file beside it.
      const isBare = !isForeign(specifier) && !specifier.startsWith('.') && !isAbsolute(specifier)
      const id = (await findAs(specifier)) ?? (isBare ? await findAs(`./${specifier}`) : null)
      return id !== null && (await pipeline.wants(id)) ? id : null
    },
    standIn: reference =>
      isBundled(environment)
        ? `${files.write(printReference(reference))}?inline`
        : printServedReference(reference, root),
  }
}

/** What a reference comes to, as it stands in the stylesheet. */
async function writeReference(
  context: BuildContext & AtOnceContext & { environment: Environment },
  module: string,
  { id, file, specifier, isUrl, isCandidate }: FoundReference,
  instance: ViteInstance,
): Promise<string> {
  const isImage = isUrl && !isCandidate
  const request = { id, file, specifier, place: isCandidate ? 'image-set()' : 'url()', mayBeInline: true }
  const build = instance.buildOf(context.environment)
  const images = build ?? instance.dev.images
  const writeUrl = (url: string) => (isUrl ? `url(${quoteCss(url)})` : quoteCss(url))
  const written = isImage
    ? await images.write(context, module, request, PLACES['css-image'])
    : await images.write(context, module, request, PLACES.url)
  if (written !== null && 'value' in written) return isImage ? written.value : writeUrl(written.value)
  if (written === null || build !== undefined) return writeUrl(specifier)
  instance.dev.tell(context, written.failure)
  // Whoever shows it is told the same, and the rest of the stylesheet is as it should be.
  const { path, query } = splitId(id)
  return writeUrl(printDevUrl(path, query, context.environment.config))
}
