import { readFile } from 'node:fs/promises'
import { basename, dirname, join, posix, resolve } from 'node:path'
import { decodePath, relativePath } from '@lazy-image/core/host'
import type { BuildContext } from '../../images/build-images.js'
import type { Asset, Chunk } from '../../images/bundle.js'
import { rewriteStrings } from '../../images/html/rewrite-strings.js'
import { findImage, isWorthAsking, type PageSetUp } from '../../images/html/write-page.js'
import { isForeign } from '../../images/image-id.js'
import { mapUrls } from '../../images/places/map-urls.js'
import { PLACES } from '../../images/places/places.js'

/** Stands for a URL in a manifest until files have names; with the key, so that the manifest's own name changes with it. */
const MARKED = /lazy-image:__VITE_ASSET__([\w$]+)__:[0-9a-f]+/g

const MARKED_URL = mapUrls(PLACES.url, (url, { recipe }) => `lazy-image:${url}:${recipe.key}`)

/**
 * The URL of a web manifest with what its requests come to, as Vite takes it; null where it has none, for Vite to follow.
 *
 * @param page that links it.
 */
export async function writeWebManifest(specifier: string, page: PageSetUp<BuildContext>): Promise<string | null> {
  const { pipeline, images, context, root } = page
  const path = decodePath(specifier)
  if (isForeign(specifier) || page.publicFile(path) !== null) return null
  const file = path.startsWith('/') ? join(root, path) : resolve(dirname(page.file), path)
  const text = await readFile(file, 'utf8').catch(() => '')
  if (!pipeline.mayMention(text)) return null
  context.addWatchFile(file)
  const written = await rewriteStrings(text, async request => {
    const id = isWorthAsking(request, pipeline) ? await findImage(request, { ...page, file }) : null
    if (id === null) return null
    const asked = { id, file, specifier: request, place: 'A web manifest' }
    const made = await images.write(context, page.file, asked, MARKED_URL)
    return made !== null && 'value' in made ? made.value : null
  })
  if (written === text) return null
  const originalFileName = relativePath(root, file)
  const source = Buffer.from(written, 'utf8')
  return `__VITE_ASSET__${context.emitFile({ type: 'asset', name: basename(file), originalFileName, source })}__`
}

/** Puts URLs into the manifests of a bundle: relative ones, for a browser reads them from where the manifest lies. */
export function finishWebManifests(bundle: Record<string, Asset | Chunk>, fileOf: (reference: string) => string): void {
  for (const [name, file] of Object.entries(bundle)) {
    if (file.type !== 'asset' || !/\.(?:webmanifest|json)$/.test(name)) continue
    const text = typeof file.source === 'string' ? file.source : Buffer.from(file.source).toString('utf8')
    const written = text.replaceAll(MARKED, (_, reference: string) =>
      encodeURI(posix.relative(posix.dirname(name), fileOf(reference))),
    )
    if (written !== text) file.source = written
  }
}
