import { type PlannedImage, type Recipe, stubOf } from '@lazy-image/core/host'

export interface EmitContext {
  emitFile(file: { type: 'asset'; name: string; originalFileName: string; source: Uint8Array }): string
}

interface Emitted {
  reference: string
  originalNames: Set<string>
}

/**
 * The files of images that builds emit. However many requests come to one file, and wherever its equals lie, code of one
 * build refers to it in one way: two references to one file would be two URLs for a bundler that compares them.
 */
export class EmittedFiles {
  /** Of each build by key. Rolldown gives every hook a context of its own, and equal files one reference. */
  readonly #builds = new WeakMap<EmitContext, Map<string, Emitted>>()
  readonly #recipes = new Map<string, Recipe>()

  /**
   * A reference to the file of an image, with a stub in its place.
   *
   * @param originalNames what a manifest may call it.
   */
  emit(context: EmitContext, { recipe, fileName }: PlannedImage, originalNames: readonly string[]): string {
    const build = this.#builds.get(context) ?? new Map<string, Emitted>()
    this.#builds.set(context, build)
    const name = withoutFolders(fileName)
    let emitted = build.get(recipe.key)
    for (const originalFileName of originalNames) {
      if (emitted?.originalNames.has(originalFileName)) continue
      // Emitted again under each name: of equal files, bundlers keep one with all their names, whatever came first.
      const source = stubOf(recipe)
      const reference = context.emitFile({ type: 'asset', name, originalFileName, source })
      this.#recipes.set(reference, recipe)
      emitted ??= { reference, originalNames: new Set() }
      emitted.originalNames.add(originalFileName)
    }
    if (emitted === undefined) throw new RangeError('a file needs at least one name')
    build.set(recipe.key, emitted)
    return emitted.reference
  }

  /** What is behind a reference; undefined for one that is not ours. */
  recipeOf(reference: string): Recipe | undefined {
    return this.#recipes.get(reference)
  }
}

/** A backslash may be part of a name, but bundlers write a folder for it. */
function withoutFolders(name: string): string {
  return name.replaceAll('\\', '_')
}
