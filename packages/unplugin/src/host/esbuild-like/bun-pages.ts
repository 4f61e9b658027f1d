import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Pipeline } from '@lazy-image/core'
import { type Diagnostic, readMade } from '@lazy-image/core/host'
import type { TextImages } from '../../images/html/write-page.js'
import { writePage } from '../../images/html/write-page.js'
import type { PlaceKind } from '../../images/places/place-kind.js'
import type { TextRequest, Written } from '../../images/text-request.js'
import { describeAll } from '../../told/report.js'
import { type BunLoaded, resolveInBun } from './bun-builder.js'
import type { BurstImages } from './burst-images.js'
import { addCarriers, standIn, standInShared } from './page-stand-ins.js'

/**
 * Images in Bun's pages. Bun follows few of a page's references and takes a srcset for one, so that a page holds stand-ins
 * for URLs until it is written, and beside them an element for each file, which Bun does follow.
 */
export class BunPages {
  readonly #pipeline: Pipeline
  readonly #images: BurstImages

  constructor(pipeline: Pipeline, images: BurstImages) {
    this.#pipeline = pipeline
    this.#images = images
  }

  /** @throws with every request of the page that could not be had. */
  async load({ path: file }: { path: string }): Promise<BunLoaded> {
    const source = await readFile(file, 'utf8')
    if (!this.#pipeline.mayMention(source)) return undefined
    const { root, siteUrl } = this.#pipeline.options
    const keys = new Set<string>()
    const { html, failures } = await writePage(source, {
      pipeline: this.#pipeline,
      images: this.#textImages(keys),
      context: undefined,
      file,
      root,
      isServed: false,
      reads: () => true,
      leave: () => {},
      writes: () => true,
      publicFile: () => null,
      urlFile: () => null,
      resolve: async request => {
        const found = resolveInBun(request, dirname(file))
        return found === null ? null : { id: found, external: false }
      },
      urlInPage: url => url,
      absoluteUrl: url => (siteUrl === null ? url : standInShared(url)),
      // A manifest is a file to Bun, which it copies.
      writeManifest: async () => null,
    })
    if (failures.length > 0) throw new Error(describeAll(failures, root))
    return { contents: addCarriers(html?.toString() ?? source, keys), loader: 'html' }
  }

  /** @param keys of the files that the page refers to, as they become known. */
  #textImages(keys: Set<string>): TextImages<undefined> {
    const images = this.#images
    return {
      importers: images.importers,
      warn: (_context: undefined, id: string, diagnostic: Diagnostic) => images.warn(id, diagnostic),
      async write<Value>(
        _context: undefined,
        _module: string,
        { id, file, specifier, place, location }: TextRequest,
        kind: PlaceKind<Value>,
      ): Promise<Written<Value>> {
        images.importers.record(id, file, specifier)
        try {
          const planned = await images.plan(id)
          if (planned === null) return null
          const outcomes = await images.make(id, planned)
          const value = kind.write(
            { planned, place },
            {
              url: ({ recipe: { key } }) => {
                keys.add(key)
                return standIn(key)
              },
              read: ({ recipe }, reading) => readMade(recipe, outcomes.of(recipe), reading),
            },
          )
          return { value }
        } catch (error) {
          return { failure: await images.importers.blame(id, error, location) }
        }
      },
    }
  }
}
