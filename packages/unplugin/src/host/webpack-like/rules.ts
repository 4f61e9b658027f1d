import { fileURLToPath } from 'node:url'
import type { Pipeline } from '@lazy-image/core'
import type { Compiler, Rule } from './compiler.js'
import type { LoaderOptions } from './image-loader.js'
import { type ModuleKind, SCHEME_OF_KIND } from './module-kind.js'
import { nameOutputs } from './user-templates.js'

const LOADER = fileURLToPath(new URL('./image-loader.js', import.meta.url))

/**
 * Adds what makes modules of image requests: a loader that answers them, and the types of its answers. The user's own
 * rules keep their say about where files go.
 */
export function addRules(options: Compiler['options'], pipeline: Pipeline): void {
  const { module } = options
  // What the options say for all of a type, the user's rules may say better.
  const files = { scheme: SCHEME_OF_KIND.file, generator: { ...module.generator['asset/resource'] } }
  module.rules = [
    // The first post loader runs last, so that it runs instead of whatever the user has for images; the last type wins.
    ...[load('file', pipeline), load('required', pipeline), load('value', pipeline), files],
    ...nameOutputs(module.rules),
    {
      scheme: SCHEME_OF_KIND.file,
      // Not `asset/resource`, which accepts no rule of the user's that says how files are inlined.
      type: 'asset',
      parser: { dataUrlCondition: { maxSize: 0 } },
      sideEffects: false,
    },
    { scheme: SCHEME_OF_KIND.required, type: 'javascript/auto', sideEffects: false },
    { scheme: SCHEME_OF_KIND.value, type: 'javascript/auto', sideEffects: false },
  ]
}

function load(kind: ModuleKind, pipeline: Pipeline): Rule {
  const options: LoaderOptions = { pipeline, kind }
  const use = { loader: LOADER, ident: `lazy-image-${kind}`, options: options as object as Record<string, unknown> }
  return { scheme: SCHEME_OF_KIND[kind], enforce: 'post', use: [use] }
}
