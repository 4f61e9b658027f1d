import { existsSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import { engineInfo, type Options, TOKEN_START } from '@lazy-image/core/host'
import type { Compiler as RspackCompiler } from '@rspack/core'
import { applyToCompiler } from './apply.js'
import { type Compilation, type Compiler, NAME } from './compiler.js'
import type { CompilerTraits } from './compiler-traits.js'
import { type FindFile, findWith } from './find-file.js'
import type { ForeignRequests } from './foreign-requests.js'
import { RSPACK_ERRORS } from './rspack-errors.js'
import type { ServedImages } from './served-images.js'

/** Before whoever takes assets. */
const FIRST = -10_000

const RSPACK: CompilerTraits = {
  findFile,
  escapeMark: '\u200b',
  errors: RSPACK_ERRORS,
  // When the modules are there, errors are not yet.
  onErrorsKnown: ({ hooks }, run) => hooks.processAssets.tapPromise({ name: NAME, stage: FIRST }, run),
  fillExecutedCode: refuseExecutedCode,
  writesErrors: false,
  tellsLateAssets: false,
}

/** Images in Rspack 2. */
export function setUpRspack(options: Options, compiler: RspackCompiler, foreign?: ForeignRequests): ServedImages {
  versionCache(compiler)
  // It is webpack's as far as that goes which we use of both.
  return applyToCompiler(compiler as object as Compiler, options, RSPACK, foreign)
}

/** Whether a compiler that a plugin for webpack is given is Rspack's. */
export function isRspack<Other extends { webpack: object }>(
  compiler: Other | RspackCompiler,
): compiler is RspackCompiler {
  return 'rspackVersion' in compiler.webpack
}

/** Modules in a persistent cache hold stubs of the engine that planned them. */
function versionCache({ options }: RspackCompiler): void {
  const { cache } = options
  if (typeof cache === 'object' && cache.type === 'persistent') {
    cache.version = `${cache.version ?? ''}|${NAME} ${engineInfo().fingerprint}`
  }
}

/** How a request is referred to is not known before it is resolved; a URL may name a file beside its module. */
async function findFile(...[path, data, factory]: Parameters<FindFile>): Promise<string | undefined> {
  if (path.includes('?')) return findUnresolved(path, data.context)
  for (const dependencyType of ['esm', 'url']) {
    const file = await findWith(factory.getResolver('normal', { dependencyType }), path, data, {})
    if (file !== undefined) return file
  }
  return undefined
}

/** For Rspack's resolver, a question mark ends a path, however it is written. */
function findUnresolved(path: string, folder: string): string | undefined {
  const file = path.startsWith('.') || isAbsolute(path) ? resolve(folder, path) : undefined
  return file !== undefined && existsSync(file) ? file : undefined
}

/** Code that loaders have run (`importModule`) has values when it runs, and Rspack waits for nothing then. */
function refuseExecutedCode({ hooks }: Compilation): void {
  const { executeModule } = hooks as object as {
    executeModule: { tap(options: object, run: (argument: ExecuteModuleArgument) => void): void }
  }
  executeModule.tap({ name: NAME, stage: FIRST }, ({ codeGenerationResult, moduleObject }) => {
    if (!codeGenerationResult.get('javascript').includes(TOKEN_START)) return
    throw new Error(
      `${moduleObject.id} has what shows only when an image is made, such as a placeholder or the size of its file, and a ` +
        'loader runs it during the build, for which Rspack does not wait; ask for URLs, widths and heights there',
    )
  })
}

interface ExecuteModuleArgument {
  codeGenerationResult: { get(type: 'javascript'): string }
  moduleObject: { id: string }
}
