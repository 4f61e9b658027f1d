import type {
  Compilation,
  Configuration,
  RuleSetRule,
  Compiler as WebpackCompiler,
  Module as WebpackModule,
  ResolveData as WebpackResolveData,
} from 'webpack'

/** What webpack and Rspack share of a compiler, as far as this folder needs it. What only one has is for its set-up. */
export type Compiler = Pick<
  WebpackCompiler,
  'context' | 'getInfrastructureLogger' | 'hooks' | 'isChild' | 'options' | 'outputFileSystem' | 'watching' | 'webpack'
>

export type { Compilation }

export type NormalModuleFactory = Parameters<Parameters<Compiler['hooks']['normalModuleFactory']['tap']>[1]>[0]

export type ResolveData = WebpackResolveData

export type Module = WebpackModule

export type Rule = RuleSetRule

/** What a bundler keeps with a module, in its caches too. */
export type BuildInfo = NonNullable<Module['buildInfo']>

/** What a user may set as `output.assetModuleFilename` and as `generator.filename` of a rule. */
export type FileNameTemplate = NonNullable<NonNullable<Configuration['output']>['assetModuleFilename']>

export type TemplateFunction = Extract<FileNameTemplate, (...values: never[]) => string>

/** Under this name, hooks of ours stand in profiles and in what users are told. */
export const NAME = 'lazy-image'
