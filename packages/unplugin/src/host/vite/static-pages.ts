import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, parse, resolve } from 'node:path'
import type { Options } from '@lazy-image/core'
import { OUTPUT_KEY, type Pipeline, type PlannedImage, printImage, relativePath } from '@lazy-image/core/host'
import type { ResolvedConfig } from 'vite'
import { makeId } from '../../images/image-id.js'
import { readDevUrl } from './dev-url.js'
import { HOST_KEYS } from './host-keys.js'
import type { ViteInstance } from './instance.js'

export interface WrittenPages {
  /** Folder of the site, from Vite's root. Default: `build.outDir`. */
  outDir?: string
  /** What URLs of the site begin with. Default: `base`. */
  base?: string
}

/** What the plugin lends, as `plugin.api`, to scripts that render pages with a dev server of their own, and to tools. */
export interface PagesApi {
  /**
   * What builds go through, with the options that the project's configuration of Vite has.
   *
   * @param instead gives options that count in place of those.
   */
  makePipeline(instead?: (own: Options) => Options): Promise<Pipeline>
  /**
   * Writes the images that a text mentions by URLs of the dev server, and gives the text with URLs of files. A file that a
   * build of Vite's has written there, and lists in its manifest, is the one; others are written beside it.
   *
   * @param text a page, a stylesheet, JSON: whatever holds URLs.
   * @throws {LazyImageError} for an image that cannot be made.
   */
  writeImages(text: string, pages?: WrittenPages): Promise<string>
}

/** A URL of the dev server that names its output; HTML may have escaped it. */
const DEV_URL = new RegExp(`[^\\s"'<>\`\\\\(]+\\?[^\\s"'<>\`\\\\)]*[?&;]${OUTPUT_KEY}=[0-9a-f]{32}`, 'g')

/** Digits of a key that tell outputs apart in a file's name. */
const DIGITS = 8

export function makePagesApi(instance: ViteInstance, configOf: () => ResolvedConfig): PagesApi {
  return {
    makePipeline: instead => instance.makePipeline(configOf(), instead),
    async writeImages(text, pages = {}) {
      const config = configOf()
      const outDir = resolve(config.root, pages.outDir ?? config.build.outDir)
      const site = { outDir, assetsDir: config.build.assetsDir, base: pages.base ?? config.base }
      const manifest = await readManifest(outDir, config.build.manifest)
      const urls = new Map<string, string>()
      for (const [url] of text.matchAll(DEV_URL)) {
        if (urls.has(url)) continue
        const image = await planUrl(url.replaceAll('&amp;', '&'), instance, config)
        if (image === null) continue
        const known = manifest[`${relativePath(config.root, image.source.file)}?${printImage(image)}`]?.file
        const file = known ?? (await writeImage(image, instance, site))
        urls.set(url, site.base + encodeURI(file))
      }
      return text.replaceAll(DEV_URL, url => urls.get(url) ?? url)
    },
  }
}

/** The output that a URL names; null for one that is not ours. */
async function planUrl(url: string, { pipeline }: ViteInstance, config: ResolvedConfig): Promise<PlannedImage | null> {
  const { origin = '' } = config.server
  const asked = readDevUrl(url.startsWith(origin) ? url.slice(origin.length) : url, config)
  if (asked === null) return null
  const id = makeId(asked.file, asked.query, true)
  if (!pipeline.claims(id)) return null
  const planned = await pipeline.snapshot().plan(id, { hostKeys: HOST_KEYS, mayEncode: false })
  return planned?.plan.images[0] ?? null
}

/** The path of an image's file from the folder of the site, where it is now. */
async function writeImage(
  { recipe, fileName }: PlannedImage,
  { pipeline }: ViteInstance,
  { outDir, assetsDir }: { outDir: string; assetsDir: string },
): Promise<string> {
  const { name, ext } = parse(fileName)
  const file = `${assetsDir}/${name}-${recipe.key.slice(0, DIGITS)}${ext}`
  const path = join(outDir, file)
  // The name holds the key: what is there is the same.
  if (existsSync(path)) return file
  const { data } = (await pipeline.snapshot().render([recipe])).of(recipe)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, data)
  return file
}

async function readManifest(
  outDir: string,
  option: boolean | string,
): Promise<Readonly<Record<string, { file: string }>>> {
  const name = typeof option === 'string' ? option : '.vite/manifest.json'
  const text = await readFile(join(outDir, name), 'utf8').catch(() => '{}')
  return JSON.parse(text) as Record<string, { file: string }>
}
