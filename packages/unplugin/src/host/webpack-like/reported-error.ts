import type { Dependency } from 'webpack'
import type { Compilation, Module } from './compiler.js'

/** What users are told instead of an error of the bundler's own. */
export interface Told {
  message: string
  /** The module that it is about, and the place in there. */
  module?: Module
  loc?: Dependency['loc']
}

/** An error as a bundler has it. */
export interface ReportedError {
  /** Of the module that could not be built, or in which something is not found. */
  readonly module: Module
  rewrite(told: Told): void
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
