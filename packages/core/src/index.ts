export type { RenderOutcome } from './batch/renderer.js'
export { formatBytes, formatDuration, summarize } from './batch/summary.js'
export { didYouMean } from './did-you-mean.js'
export { evaluate, type Known } from './emit/evaluate.js'
export { madeOf } from './emit/made-of.js'
export type { Expressions } from './emit/module-code.js'
export { type Made, type Reading, readOff } from './emit/reading.js'
export type { Recipe } from './emit/recipe.js'
export { recipeInStub, stubOf } from './emit/stub.js'
export { findTokens, readExpression, replacementOf, type TokenUse } from './emit/token.js'
export { imagesByUrl, imagesReadOff, type PlainValue, ReadOff, UrlOf, type Value } from './emit/value.js'
export { type EngineInfo, engineInfo } from './engine/engine.js'
export {
  type ErrorCode,
  type ErrorKind,
  LazyImageError,
  type SourceLocation,
  toLazyImageError,
} from './errors.js'
export type { ImageLimits } from './image-engine/engine-limits.js'
export { ImageEngine } from './image-engine/image-engine.js'
export type { CropOptions, ModulateOptions } from './image-engine/image-operations.js'
export { type ImageMetadata, inspect, inspectFile } from './image-engine/inspect.js'
export type { KeptMetadata, MetadataOptions } from './image-engine/kept-metadata.js'
export type { Metrics, StepTimes } from './image-engine/metrics.js'
export type { CallOptions, OutputFormat, OutputOptions, OutputQuality } from './image-engine/output-options.js'
export type { BatchOptions, BatchProgress, BatchResult } from './image-engine/process-files.js'
export type { ResizeOptions } from './image-engine/resize-options.js'
export type { ImageStatistics } from './image-engine/statistics.js'
export { consoleLogger, type Logger, silentLogger } from './logger.js'
export type { BatchReport } from './options/batch-report.js'
export type { CustomDirective } from './options/custom-directive.js'
export type { BuildOutput, CustomOutput, OutputExtras, OutputImage, TypedOutput } from './options/custom-output.js'
export type { DirectiveSet } from './options/directive-set.js'
export type { KnownDirectives } from './options/known-directives.js'
export type {
  CacheOptions,
  CombineFunction,
  DefaultsFunction,
  ImageFacts,
  Limits,
  Options,
  Pattern,
  ResolvedOptions,
} from './options/options.js'
export type { DirectedSource, Preset } from './options/preset.js'
export type { Strictness } from './options/strictness.js'
export type { TypesOptions } from './options/types-options.js'
export { Pipeline, type PlanCall, type PlannedRequest } from './pipeline.js'
export { mediaTypeOf } from './plan/encoding.js'
export type { Plan, PlannedImage } from './plan/plan.js'
export { printImage } from './plan/print-image.js'
export { pointAt } from './point-at.js'
export type { ProjectTypes, TypesProblem } from './project/declare-imports.js'
export type { ImageTypes } from './project/image-types.js'
export { loadImageTypes } from './project/load-image-types.js'
export type { ImageImport } from './project/project-imports.js'
export { decodePath } from './request/decode-path.js'
export type { Diagnostic } from './request/diagnostic.js'
export { OUTPUT_KEY } from './request/language.js'
export { printSelection } from './request/print-selection.js'
export { splitId } from './request/query.js'
export { type ImportedAsset, type ImportResult, transformImport } from './transform-import.js'
export { compareDeclarations, type Difference } from './types/compare-declarations.js'
