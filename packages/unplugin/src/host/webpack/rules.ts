import { fileURLToPath } from 'node:url'
import type { Pipeline } from '@lazy-image/core'
import type { RuleSetRule } from 'webpack'
import { assetFileName, type FileNameTemplate } from './asset-file-name.js'
import type { LoaderOptions } from './image-loader.js'
import { isMarked } from './output-request.js'

const LOADER = fileURLToPath(new URL('./image-loader.js', import.meta.url))

/** Any path that is an image's: webpack shows conditions on the query nothing but the query. */
const ANY_IMAGE = 'image.png'

/**
 * A loader that answers image requests, and the module types of its answers: one URL is an asset, which CSS and
 * `new URL` can use too; anything else is a module of its own that imports such assets.
 */
export function imageRules(
  pipeline: Pipeline,
  template: FileNameTemplate | undefined,
): { load: RuleSetRule[]; types: RuleSetRule[] } {
  const options: LoaderOptions = { pipeline }
  const use = [{ loader: LOADER, ident: 'lazy-image', options: options as object as Record<string, unknown> }]
  // `#` is legal in a value (background=#fff), and webpack takes it for the start of a fragment.
  const hasNoList = (fragment: string) => !fragment.includes(';')
  const wantsOne = (query: string) => isMarked(query) || pipeline.wantsOneUrl(ANY_IMAGE + query)
  const kinds = [false, true].map(isSvg => ({
    test: (path: string) => pipeline.accepts(path) && /\.svg$/i.test(path) === isSvg,
    resourceQuery: (query: string) => pipeline.asks(query.replace(/^\?/, ''), isSvg),
    sideEffects: false,
  }))
  return {
    load: kinds.map(kind => ({ ...kind, enforce: 'post', use })),
    types: kinds.flatMap(kind => [
      { ...kind, type: 'javascript/auto' },
      {
        ...kind,
        resourceQuery: { and: [kind.resourceQuery, wantsOne] },
        resourceFragment: hasNoList,
        type: 'asset/resource',
        generator: { filename: assetFileName(template) },
      },
    ]),
  }
}
