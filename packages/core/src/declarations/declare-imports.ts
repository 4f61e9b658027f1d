import { LazyImageError, toLazyImageError } from '../errors.js'
import { FILES_AT_ONCE, mapConcurrently } from '../map-concurrently.js'
import type { Pipeline } from '../pipeline.js'
import { ImageLocator } from './image-locator.js'
import type { ModuleType } from './module-type.js'
import { printDeclarations } from './print-declarations.js'
import type { ImageImport } from './project-imports.js'

/** An import that cannot be declared. */
export interface TypesProblem {
  import: ImageImport
  error: LazyImageError
  /** Whether no image was found at all, so that a bundler might still know one. */
  isUnknown: boolean
}

export interface ProjectTypes {
  /** The content of the file of declarations. */
  text: string
  /** Specifiers that are declared. */
  count: number
  problems: readonly TypesProblem[]
}

/**
 * Declarations of imports. One that fails is a problem and hides no other; a text that is no import and comes to nothing
 * is none.
 */
export async function declareImports(pipeline: Pipeline, imports: readonly ImageImport[]): Promise<ProjectTypes> {
  const { root, types } = pipeline.options
  const locator = new ImageLocator(root, types.aliases)
  const modules = new Map<string, Promise<ModuleType | null>>()
  const moduleOf = (id: string) => {
    const known = modules.get(id) ?? pipeline.moduleType(id)
    modules.set(id, known)
    return known
  }
  const problems: TypesProblem[] = []
  const typed = await mapConcurrently(imports, FILES_AT_ONCE, async found => {
    const { specifier, file, isImport } = found
    const id = locator.locate(specifier, file)
    try {
      if (id === null) throw unknownName(specifier)
      if (!pipeline.claims(id)) return []
      const module = await moduleOf(id)
      return module === null ? [] : [{ specifier, module }]
    } catch (error) {
      if (isImport) problems.push({ import: found, error: toLazyImageError(error), isUnknown: id === null })
      return []
    }
  })
  const specifiers = typed.flat()
  return {
    text: printDeclarations(specifiers),
    count: new Set(specifiers.map(({ specifier }) => specifier)).size,
    problems: problems.sort((a, b) => imports.indexOf(a.import) - imports.indexOf(b.import)),
  }
}

function unknownName(specifier: string): LazyImageError {
  return new LazyImageError(
    'SOURCE_NOT_FOUND',
    `${specifier} is no path, and no package and no alias leads to an image; aliases are read from paths in ` +
      'tsconfig.json, imports in package.json and the option types.aliases',
  )
}
