import type { Dependency } from 'webpack'
import type { Compilation, Module } from './compiler.js'

/** What an error of a bundler's kind says. */
export interface ErrorText {
  message: string
  /** The module that it is about, and the place in there. */
  module?: Module
  loc?: Dependency['loc']
}

/** An error as a bundler has it. */
export interface ReportedError {
  /** Of the module that could not be built, or in which something is not found. */
  readonly module: Module
  rewrite(text: ErrorText): void
  /** Takes the error out, which is told with another: its module is a failed one all the same. */
  drop(): void
}

/** A request that came to no module. */
export interface MissingRequest extends ReportedError {
  readonly specifier: string
}

/** Where a bundler keeps the errors of a compilation whose modules are there. */
export interface ReportedErrors {
  loads(compilation: Compilation): Iterable<ReportedError>
  missing(compilation: Compilation): Iterable<MissingRequest>
}
