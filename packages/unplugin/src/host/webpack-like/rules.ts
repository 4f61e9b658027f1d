import { fileURLToPath } from 'node:url'
import type { Pipeline } from '@lazy-image/core'
import type { Compiler, Rule } from './compiler.js'
import type { LoaderOptions } from './image-loader.js'
import { FILE_KINDS, KINDS, type ModuleKind, SCHEME_OF_KIND } from './module-kind.js'
import type { Snapshots } from './snapshots.js'
import { nameOutputs } from './user-templates.js'

const LOADER = fileURLToPath(new URL('./image-loader.js', import.meta.url))

/**
 * Adds what makes modules of image requests: a loader that answers them, and the types of its answers. The user's own
 * rules keep their say about where files go.
 */
export function addRules(options: Compiler['options'], pipeline: Pipeline, snapshots: Snapshots): void {
  const { module } = options
  const files = KINDS.filter(kind => FILE_KINDS.has(kind))
  const modules = KINDS.filter(kind => !FILE_KINDS.has(kind))
  module.rules = [
    // The first post loader runs last, so that it runs instead of whatever the user has for images; the last type wins.
    ...KINDS.map(kind => loadBy({ pipeline, snapshots, kind })),
    // What the options say for all of a type, the user's rules may say better.
    ...files.map(kind => ({ ...among(kind), generator: { ...module.generator['asset/resource'] } })),
    ...nameOutputs(module.rules),
    // Not `asset/resource`, which accepts no rule of the user's that says how files are inlined.
    ...files.map(kind => ({ ...among(kind), type: 'asset', parser: { dataUrlCondition: { maxSize: 0 } } })),
    ...modules.map(kind => ({ ...among(kind), type: 'javascript/auto' })),
  ]
}

function loadBy(options: LoaderOptions): Rule {
  const { kind } = options
  const use = { loader: LOADER, ident: `lazy-image-${kind}`, options: options as object as Record<string, unknown> }
  return { ...among(kind), enforce: 'post', use: [use] }
}

function among(kind: ModuleKind): Rule {
  return { scheme: SCHEME_OF_KIND[kind], sideEffects: false }
}
