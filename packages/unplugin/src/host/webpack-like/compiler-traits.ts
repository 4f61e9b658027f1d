import type { AssetFlush } from './asset-flush.js'
import type { Compilation } from './compiler.js'
import type { FindFile } from './find-file.js'
import type { ReportedErrors } from './reported-error.js'
import type { EscapeMark } from './resource.js'

/** What differs between the bundlers with webpack's compiler. */
export interface CompilerTraits {
  readonly findFile: FindFile
  /** In resources. */
  readonly escapeMark: EscapeMark
  readonly errors: ReportedErrors
  /** Runs when the modules of a compilation and the errors of building them are there. */
  onErrorsKnown(compilation: Compilation, run: () => Promise<void>): void
  /** Gives code that runs while the build is made what it reads off images. */
  fillExecutedCode(compilation: Compilation, flush: AssetFlush): void
  /** Whether the text of an error is written in place of a file whose module failed. */
  readonly writesErrors: boolean
  /** Whether a hook for assets is called again for those that come later. */
  readonly tellsLateAssets: boolean
}
