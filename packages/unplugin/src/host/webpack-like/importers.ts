import type { Pipeline } from '@lazy-image/core'
import { splitId } from '@lazy-image/core/host'
import type { Dependency } from 'webpack'
import { Importers } from '../../images/importers.js'
import type { Compilation, Module } from './compiler.js'
import { readFacts } from './kept-facts.js'
import { findFile, findId } from './resource.js'

/** The place in a user's module that asks for an image. */
export interface Importer {
  module: Module
  loc: Dependency['loc'] | undefined
  /** As it is written. */
  specifier: string
}

/** Which place in a user's module is told of an image, as modules are before a bundler joins them. */
export class FirstImporters {
  readonly #byImage = new WeakMap<Module, Importer>()
  readonly #isTranslated: (id: string) => boolean

  /** @param isTranslated whether a request in another tool's words became an image, by its id. */
  constructor(isTranslated: (id: string) => boolean) {
    this.#isTranslated = isTranslated
  }

  /** @param images modules of a compilation whose modules are all there. */
  note(compilation: Compilation, images: Iterable<Module>): void {
    for (const image of images) {
      const first = findFirst(compilation, image)
      if (first !== undefined) this.#byImage.set(image, first)
    }
  }

  of(image: Module): Importer | undefined {
    return this.#byImage.get(image)
  }

  /** The request as it is read, in which parts are pointed at: as it is written, but for one in another tool's words. */
  requestOf(image: Module): string {
    const specifier = this.of(image)?.specifier
    const id = findId(image)
    if (!specifier) return id ?? image.identifier()
    const isWritten = id === undefined || !this.#isTranslated(id)
    return isWritten ? specifier : `${splitId(specifier).path}?${splitId(id).query}`
  }
}

/** The first module that asks for an image, where it does so first: it may name the image again where it is used. */
function findFirst(compilation: Compilation, image: Module): Importer | undefined {
  const [first, ...others] = findImporters(compilation, image)
  const own = others.filter(({ module }) => module === first?.module)
  return own.reduce((earliest, other) => (lineOf(other) < lineOf(earliest ?? other) ? other : earliest), first)
}

function lineOf({ loc }: Importer): number {
  return loc !== undefined && 'start' in loc ? loc.start.line : Number.POSITIVE_INFINITY
}

/** Who asks for an image module: modules of ours in between are passed through. */
function* findImporters(compilation: Compilation, image: Module, seen: Set<Module> = new Set()): Generator<Importer> {
  seen.add(image)
  for (const { originModule, dependency } of compilation.moduleGraph.getIncomingConnections(image)) {
    if (!originModule || !dependency || seen.has(originModule)) continue
    if (readFacts(originModule) !== undefined) yield* findImporters(compilation, originModule, seen)
    // Some are nowhere in particular, which Rspack calls null.
    else yield { module: originModule, loc: dependency.loc ?? undefined, specifier: readRequest(dependency) }
  }
}

/** Notes who wants which output, also of modules that come from a cache and so were not planned now. */
export async function noteImporters(compilation: Compilation, ledger: Pipeline['ledger']): Promise<void> {
  const importers = new Importers()
  const ids = new Set<string>()
  for (const image of compilation.modules) {
    const id = findId(image)
    const facts = readFacts(image)
    if (id === undefined || facts === undefined) continue
    ids.add(id)
    ledger.noteOutputs(id, facts.keys)
    for (const { module, specifier } of findImporters(compilation, image)) {
      const file = findFile(module)
      if (file !== undefined) importers.record(id, file, specifier)
    }
  }
  await importers.noteIn(ledger, ids)
}

/** Notes which images no file has anything of, when files are made of modules. */
export function noteUnused({ modules, chunkGraph }: Compilation, ledger: Pipeline['ledger']): void {
  for (const image of modules) {
    const id = findId(image)
    if (id === undefined || readFacts(image) === undefined) continue
    const [chunk] = chunkGraph.getModuleChunksIterable(image)
    if (chunk === undefined) ledger.noteUnused([id])
  }
}

export function readRequest(dependency: Dependency): string {
  return 'request' in dependency && typeof dependency.request === 'string' ? dependency.request : ''
}
