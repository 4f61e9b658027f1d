import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { invalidOption, isObject, optionalRecord, optionalString, refuseUnknown } from './option-checks.js'
import type { ResolvedTypesOptions, TypesOptions } from './types-options.js'

const INCLUDE: readonly string[] = ['**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,vue,svelte,astro,html}']

const EXCLUDE: readonly string[] = ['**/dist/**', '**/build/**', '**/coverage/**']

/**
 * @param root absolute.
 * @throws {LazyImageError} `OPTION_INVALID`
 */
export function resolveTypes(types: boolean | TypesOptions | undefined, root: string): ResolvedTypesOptions {
  if (types !== undefined && typeof types !== 'boolean' && !isObject(types)) {
    throw invalidOption('types', 'true, false or an object such as { file: "…" }', types)
  }
  const given: TypesOptions = typeof types === 'object' ? types : {}
  refuseUnknown(given, 'types.', ['file', 'include', 'exclude', 'aliases'] satisfies (keyof TypesOptions)[])
  const file = optionalString(given.file, 'types.file')
  // A module's file would be a module's types, and nothing of it would be seen elsewhere.
  if (file?.endsWith('.d.ts') === false) throw invalidOption('types.file', 'a path that ends in .d.ts', file)
  const aliases = Object.entries(optionalRecord(given.aliases, 'types.aliases'))
  return {
    get keep() {
      return types === undefined ? hasTypeScript(root) : types !== false
    },
    isAsked: types !== undefined && types !== false,
    file: file === undefined ? null : resolve(root, file),
    include: globs(given.include, 'types.include') ?? INCLUDE,
    exclude: globs(given.exclude, 'types.exclude') ?? EXCLUDE,
    aliases: Object.fromEntries(
      aliases.map(([alias, folder]) => {
        if (typeof folder !== 'string') throw invalidOption(`types.aliases.${alias}`, 'the path of a folder', folder)
        return [alias, resolve(root, folder)]
      }),
    ),
  }
}

/** Whether there is a tsconfig.json between a folder and that of its package. */
function hasTypeScript(root: string): boolean {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'tsconfig.json'))) return true
    if (existsSync(join(folder, 'package.json')) || folder === dirname(folder)) return false
  }
}

function globs(value: readonly string[] | undefined, path: string): readonly string[] | undefined {
  if (value === undefined) return undefined
  if (!Array.isArray(value)) throw invalidOption(path, 'a list of globs', value)
  for (const [index, glob] of value.entries()) {
    if (typeof glob !== 'string' || glob === '') throw invalidOption(`${path}[${index}]`, 'a glob', glob)
  }
  return value
}
