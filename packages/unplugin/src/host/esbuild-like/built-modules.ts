import { join } from 'node:path'
import { type BuiltPage, relativePath } from '@lazy-image/core/host'
import type { Metafile } from 'esbuild'
import { keyInRequest, OWN_NAMESPACE, OWN_REQUEST } from './own-requests.js'

/** Of a module, what asks for another one that is loaded with it. */
const LATER: ReadonlySet<string> = new Set(['dynamic-import', 'require-resolve'])

export interface EsbuildPages {
  /** Absolute, that names of modules are seen from. */
  folder: string
  /** Absolute, that pages are called from. */
  root: string
  /** Whether the options name a module as an entry. */
  isAsked(module: string): boolean
  /** The output that a module is the file of; undefined for other modules. */
  keyAt(module: string): string | undefined
}

/** What a metafile tells of the modules of images. */
export class BuiltModules {
  readonly #inputs: Metafile['inputs']
  readonly #outputs: Metafile['outputs']
  /** Modules of which an output has something, if only that it is asked for. */
  readonly #used: ReadonlySet<string>

  constructor({ inputs, outputs }: Pick<Metafile, 'inputs' | 'outputs'>) {
    this.#inputs = inputs
    this.#outputs = outputs
    this.#used = new Set(Object.values(outputs).flatMap(output => Object.keys(output.inputs)))
  }

  /** Requests of images, from the root, whose modules are in no output, nor the files of theirs. */
  unused(): string[] {
    return Object.keys(this.#inputs)
      .filter(name => this.#isRequest(name) && [name, ...this.#filesOf(name)].every(module => !this.#used.has(module)))
      .map(name => name.slice(OWN_NAMESPACE.length + 1))
  }

  /** The entries with the images of all that is loaded with them. */
  pages({ folder, root, isAsked, keyAt }: EsbuildPages): BuiltPage[] {
    // What is imported later has an output of its own, which is called an entry too.
    const later = new Set(
      Object.values(this.#inputs).flatMap(({ imports }) =>
        imports.flatMap(({ path, kind }) => (LATER.has(kind) ? path : [])),
      ),
    )
    return Object.values(this.#outputs).flatMap(({ entryPoint }) => {
      if (entryPoint === undefined || (later.has(entryPoint) && !isAsked(entryPoint))) return []
      const imports = [...this.#loadedWith(entryPoint)].flatMap(name => this.#imagesOf(name, keyAt))
      return [{ name: relativePath(root, join(folder, entryPoint)), imports }]
    })
  }

  #filesOf(request: string): string[] {
    return this.#inputs[request]?.imports.map(({ path }) => path) ?? []
  }

  /** A module of ours that imports the files of its outputs, and no such file. */
  #isRequest(name: string): boolean {
    return name.startsWith(`${OWN_NAMESPACE}:`) && name.includes('?')
  }

  /** What a module shows: a request the files of its outputs, a style each file for itself. */
  #imagesOf(name: string, keyAt: (module: string) => string | undefined): string[][] {
    const imports = this.#inputs[name]?.imports ?? []
    if (this.#isRequest(name)) {
      const keys = imports.flatMap(({ original = '' }) => (OWN_REQUEST.test(original) ? keyInRequest(original) : []))
      return keys.length === 0 ? [] : [keys]
    }
    return imports.flatMap(({ kind, path }) => {
      const key = kind === 'url-token' ? keyAt(path) : undefined
      return key === undefined ? [] : [[key]]
    })
  }

  #loadedWith(entry: string): Set<string> {
    const names = new Set([entry])
    for (const name of names) {
      for (const { path, kind } of this.#inputs[name]?.imports ?? []) {
        if (!LATER.has(kind) && this.#used.has(path)) names.add(path)
      }
    }
    return names
  }
}
