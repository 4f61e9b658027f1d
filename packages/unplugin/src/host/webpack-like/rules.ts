import { fileURLToPath } from 'node:url'
import type { Pipeline } from '@lazy-image/core'
import type { RuleSetRule } from 'webpack'
import { assetFileName, type FileNameTemplate } from './asset-file-name.js'
import { ASSET_TYPE, type LoaderOptions } from './image-loader.js'

const LOADER = fileURLToPath(new URL('./image-loader.js', import.meta.url))

/** What webpack shows of a request, one part after the other. */
interface Resource {
  path: string
  /** How it is referred to, such as `esm` or `url`. */
  dependency: string
  query: string
}

/**
 * A loader that answers image requests, and the module types of its answers: one URL is an asset, and nothing else will
 * do for CSS and `new URL`; anything else is a module of its own that imports such assets.
 */
export function imageRules(
  pipeline: Pipeline,
  template: FileNameTemplate | undefined,
): { load: RuleSetRule[]; types: RuleSetRule[] } {
  const options: LoaderOptions = { pipeline }
  const use = [{ loader: LOADER, ident: 'lazy-image', options: options as object as Record<string, unknown> }]
  const image = resourceThat((id, dependency) => isOurs(pipeline, id, dependency))
  const oneUrl = resourceThat(
    (id, dependency) => isOurs(pipeline, id, dependency) && (dependency === 'url' || pipeline.wantsOneUrl(id)),
  )
  return {
    load: [{ ...image, enforce: 'post', use, sideEffects: false }],
    types: [
      { ...image, type: 'javascript/auto', sideEffects: false },
      {
        ...oneUrl,
        type: ASSET_TYPE,
        generator: { filename: assetFileName(template) },
        sideEffects: false,
      },
    ],
  }
}

/**
 * Conditions that hold for a request as a whole. webpack asks them one after the other, each about a part: path, kind of
 * dependency, query, fragment. The last one has seen them all. A `#` may be part of a value (background=#fff), though
 * webpack takes it for the start of a fragment.
 */
function resourceThat(holds: (id: string, dependency: string) => boolean): RuleSetRule {
  const seen: Resource = { path: '', dependency: '', query: '' }
  const note = (part: keyof Resource) => (text: string) => {
    seen[part] = text
    return true
  }
  return {
    test: note('path'),
    dependency: note('dependency'),
    resourceQuery: note('query'),
    resourceFragment: fragment => holds(seen.path + seen.query + fragment, seen.dependency),
  }
}

/** An image that only the defaults ask for, and that may come to something else than a URL, is no matter for `url()`. */
function isOurs(pipeline: Pipeline, id: string, dependency: string): boolean {
  if (!pipeline.claims(id)) return false
  return id.includes('?') || dependency !== 'url' || pipeline.wantsOneUrl(id)
}
