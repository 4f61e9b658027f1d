import type { Dependency } from 'webpack'
import type { Compilation, Module } from './compiler.js'
import type { LoadFailure, LoadFailures } from './load-failures.js'

/** What an error of a bundler's kind says. */
export interface ErrorText {
  message: string
  /** The module that it is about, and the place in there. */
  module?: Module
  loc?: Dependency['loc']
}

/** An error as a bundler has it. */
export interface ReportedError {
  /** The module that could not be built, or in which something is not found. */
  readonly module: Module | undefined
  rewrite(text: ErrorText): void
  /** Takes the error out, which is told with another: its module is a failed one all the same. */
  drop(): void
}

/** An image that failed to load. */
export interface FailedLoad extends ReportedError {
  readonly failure: LoadFailure
  /** Of the image; undefined where the error is that of a module which had it run during the build. */
  readonly image: Module | undefined
}

/** A request that came to no module. */
export interface MissingRequest extends ReportedError {
  readonly module: Module
  readonly specifier: string
}

/** Where a bundler keeps the errors of a compilation whose modules are there. */
export interface ReportedErrors {
  loads(compilation: Compilation, failures: LoadFailures): Iterable<FailedLoad>
  missing(compilation: Compilation): Iterable<MissingRequest>
}
