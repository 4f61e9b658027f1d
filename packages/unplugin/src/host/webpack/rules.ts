import { fileURLToPath } from 'node:url'
import { isImageRequest, type Pipeline, wantsOneUrl } from '@lazy-image/core'
import type { RuleSetRule } from 'webpack'
import { assetFileName, type FileNameTemplate } from './asset-file-name.js'
import type { LoaderOptions } from './image-loader.js'

const LOADER = fileURLToPath(new URL('./image-loader.js', import.meta.url))

/** The path has no part in the question whether a query asks for an image; webpack gives conditions only the query. */
const ANY_IMAGE = 'image.png'

/**
 * A loader that answers image requests, and the module types of its answers: one URL is an asset, which CSS and
 * `new URL` can use too; anything else is a module of its own that imports such assets.
 */
export function imageRules(
  pipeline: Pipeline,
  template: FileNameTemplate | undefined,
): { load: RuleSetRule; types: RuleSetRule[] } {
  const options: LoaderOptions = { pipeline }
  const isImage = (query: string) => isImageRequest(ANY_IMAGE + query)
  const common = { test: (path: string) => isImageRequest(`${path}?w=1`), sideEffects: false }
  // `#` is legal in a value (background=#fff), and webpack takes it for the start of a fragment.
  const isOne = (query: string) => isImage(query) && wantsOneUrl(ANY_IMAGE + query)
  const hasNoList = (fragment: string) => !fragment.includes(';')
  return {
    load: {
      ...common,
      resourceQuery: isImage,
      enforce: 'post',
      use: [{ loader: LOADER, ident: 'lazy-image', options: options as object as Record<string, unknown> }],
    },
    types: [
      { ...common, resourceQuery: isImage, type: 'javascript/auto' },
      {
        ...common,
        resourceQuery: isOne,
        resourceFragment: hasNoList,
        type: 'asset/resource',
        generator: { filename: assetFileName(template) },
      },
    ],
  }
}
