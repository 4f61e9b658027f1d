import { fileURLToPath } from 'node:url'
import type { Compiler, Rule } from './compiler.js'
import type { LoaderOptions } from './image-loader.js'
import { KINDS, MODULE_KINDS, matchKind } from './module-kind.js'
import { addPageLoader } from './page-rules.js'
import { addStylesheetLoader, makeStylesheetRule } from './stylesheet-rules.js'
import type { UserTemplates } from './user-templates.js'

const LOADER = fileURLToPath(new URL('./image-loader.js', import.meta.url))

/**
 * Adds what makes modules of image requests: a loader that answers them, and the types of its answers. The user's own
 * rules keep their say about where files go.
 */
export function addRules(
  options: Compiler['options'],
  loaderOptions: Omit<LoaderOptions, 'kind'>,
  templates: UserTemplates,
): void {
  const { module } = options
  const files = KINDS.filter(kind => MODULE_KINDS[kind].isFile)
  const modules = KINDS.filter(kind => !MODULE_KINDS[kind].isFile)
  module.rules = [
    // The first post loader runs last, so that it runs instead of whatever the user has for images; the last type wins.
    ...KINDS.map(kind => makeLoadRule({ ...loaderOptions, kind })),
    // What the options say for all of a type, the user's rules may say better.
    ...files.map(kind => ({ ...matchKind(kind), type: 'asset', generator: { ...module.generator['asset/resource'] } })),
    ...templates.rulesForFiles(loaderOptions.foreign?.files),
    ...templates.wrapRules(addStylesheetLoader(addPageLoader(module.rules, loaderOptions), loaderOptions)),
    makeStylesheetRule(loaderOptions),
    // Not `asset/resource`, which accepts no rule of the user's that says how files are inlined.
    ...files.map(kind => ({ ...matchKind(kind), type: 'asset', parser: { dataUrlCondition: { maxSize: 0 } } })),
    ...modules.map(kind => ({ ...matchKind(kind), type: 'javascript/auto' })),
  ]
}

function makeLoadRule(options: LoaderOptions): Rule {
  const { kind } = options
  const use = { loader: LOADER, ident: `lazy-image-${kind}`, options: options as object as Record<string, unknown> }
  return { ...matchKind(kind), sideEffects: false, enforce: 'post', use: [use] }
}
