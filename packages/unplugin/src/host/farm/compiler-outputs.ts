import { fillTokens, findTokens, Outcomes, type Recipe, recipeInStub, TOKEN_START } from '@lazy-image/core/host'
import MagicString from 'magic-string'
import type { FarmImages } from './farm-images.js'
import type { StubFiles } from './stub-files.js'

/** Files by name, as Farm is about to write them. */
export type Files = Readonly<Record<string, Buffer>>

/** What is in place of stubs and tokens in the files of a compiler. */
export class CompilerOutputs {
  readonly #images: FarmImages
  readonly #stubs: StubFiles
  readonly #root: string
  #outcomes = new Outcomes()
  /** Names of equal files, by those that go. */
  #renamed: ReadonlyMap<string, string> = new Map()
  /** Files without unused ones, by the files of which they are those: each name is looked for in each text. */
  readonly #used = new WeakMap<Files, Files>()

  constructor(images: FarmImages, stubs: StubFiles, root: string) {
    this.#images = images
    this.#stubs = stubs
    this.#root = root
  }

  /** Makes all that files stand for, in one batch. */
  async make(files: Files): Promise<void> {
    const used = this.#dropUnused(files)
    this.#renamed = findEqual(used)
    const recipes = Object.values(used).flatMap(file => {
      const stub = recipeInStub(file)
      return stub === undefined ? this.#recipesIn(file) : [this.#stubs.recipeOf(stub.key)]
    })
    const missing = recipes.filter(recipe => !this.#outcomes.has(recipe))
    const made = await this.#images.render(missing)
    this.#outcomes = new Outcomes(new Map([...this.#outcomes.byKey, ...made.byKey]))
  }

  /** Every output that files stand for or hold, by its key, with the name of its file; null for what code holds. */
  listOutputs(files: Files): Map<string, string | null> {
    const outputs = new Map<string, string | null>()
    for (const [name, file] of Object.entries(this.#dropUnused(files))) {
      const key = recipeInStub(file)?.key
      for (const held of key === undefined ? this.#recipesIn(file) : []) {
        outputs.set(held.key, outputs.get(held.key) ?? null)
      }
      if (key !== undefined && !this.#renamed.has(name)) outputs.set(key, name)
    }
    return outputs
  }

  /** Keys of the stubs that no file refers to. */
  droppedKeys(files: Files): ReadonlySet<string> {
    const used = this.#dropUnused(files)
    const keysOf = (some: Files) => Object.values(some).flatMap(file => recipeInStub(file)?.key ?? [])
    const kept = new Set(keysOf(used))
    return new Set(keysOf(files).filter(key => !kept.has(key)))
  }

  /** A file with what it stands for. */
  fill(file: Buffer): Buffer {
    const stub = recipeInStub(file)
    if (stub !== undefined) return Buffer.from(this.#outcomes.find(stub)?.data ?? file)
    const renamed = [...this.#renamed].filter(([name]) => file.includes(name))
    if (renamed.length === 0 && !file.includes(TOKEN_START)) return file
    let text = this.#fillText(file.toString('utf8'))
    for (const [from, to] of renamed) text = text.replaceAll(from, to)
    return Buffer.from(text)
  }

  /** All files with what they stand for, without those that are not needed. */
  fillAll(files: Files): Files {
    const kept = Object.entries(this.#dropUnused(files)).filter(([name]) => !this.#renamed.has(name))
    return Object.fromEntries(kept.map(([name, file]) => [name, this.fill(file)]))
  }

  #fillText(text: string): string {
    const edited = new MagicString(text)
    for (const { start, end, text: filled } of fillTokens(findTokens(text, this.#root), this.#outcomes)) {
      edited.update(start, end, filled)
    }
    return edited.toString()
  }

  /** Files without the stubs that none of them refers to. */
  #dropUnused(files: Files): Files {
    const known = this.#used.get(files)
    if (known !== undefined) return known
    const all = Object.entries(files)
    const texts = all.filter(([, file]) => recipeInStub(file) === undefined).map(([, file]) => file)
    const used = Object.fromEntries(
      all.filter(([name, file]) => recipeInStub(file) === undefined || texts.some(text => text.includes(name))),
    )
    this.#used.set(files, used)
    return used
  }

  #recipesIn(file: Buffer): Recipe[] {
    if (!file.includes(TOKEN_START)) return []
    return findTokens(file.toString('utf8'), this.#root).map(({ recipe }) => recipe)
  }
}

/** For each stub but the first of those that are equal, the first: pictures of other names that are the same. */
function findEqual(files: Files): Map<string, string> {
  const firsts = new Map<string, string>()
  const equal = new Map<string, string>()
  for (const name of Object.keys(files).sort()) {
    const key = recipeInStub(files[name] ?? '')?.key
    if (key === undefined) continue
    const first = firsts.get(key)
    if (first === undefined) firsts.set(key, name)
    else equal.set(name, first)
  }
  return equal
}
