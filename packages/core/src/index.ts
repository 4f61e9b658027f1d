export type { ImageLimits } from './chain/engine-limits.js'
export { ImageEngine } from './chain/image-engine.js'
export type { CropOptions } from './chain/image-operations.js'
export { type ImageMetadata, inspect, inspectFile } from './chain/inspect.js'
export type { KeptMetadata, MetadataOptions } from './chain/kept-metadata.js'
export type { Metrics, StepTimes } from './chain/metrics.js'
export type { CallOptions, OutputFormat, OutputOptions, OutputQuality } from './chain/output-options.js'
export type { BatchOptions, BatchProgress, BatchResult } from './chain/process-files.js'
export type { ResizeOptions } from './chain/resize-options.js'
export type { ImageStatistics } from './chain/statistics.js'
export { compareDeclarations, type Difference } from './declarations/compare-declarations.js'
export type { ProjectTypes, TypesProblem } from './declarations/declare-imports.js'
export type { ImageTypes } from './declarations/image-types.js'
export { loadImageTypes } from './declarations/load-image-types.js'
export type { ImageImport } from './declarations/project-imports.js'
export { didYouMean } from './did-you-mean.js'
export { type EngineInfo, engineInfo } from './engine/engine.js'
export {
  type ErrorCode,
  type ErrorKind,
  LazyImageError,
  type SourceLocation,
  toLazyImageError,
} from './errors.js'
export { mediaTypeOf } from './formats/encoding.js'
export { decodePath } from './language/decode-path.js'
export type { Diagnostic } from './language/diagnostic.js'
export { OUTPUT_KEY } from './language/language.js'
export { printSelection } from './language/print-selection.js'
export { splitId } from './language/query.js'
export { formatBytes, formatDuration, summarize } from './ledger/summary.js'
export { consoleLogger, type Logger, silentLogger } from './logger.js'
export { evaluate, type Known } from './module/evaluate.js'
export { madeOf } from './module/made-of.js'
export type { Expressions } from './module/module-code.js'
export { type Made, type Reading, readOff } from './module/reading.js'
export type { Recipe } from './module/recipe.js'
export { recipeInStub, stubOf } from './module/stub.js'
export { findTokens, readExpression, replacementOf, type TokenUse } from './module/token.js'
export { imagesByUrl, imagesReadOff, type PlainValue, ReadOff, UrlOf, type Value } from './module/value.js'
export { describeNearestFile, findNearestFile, type NearFile } from './nearest-file.js'
export type { ModulateOptions } from './operations/modulate.js'
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
export type { Plan, PlannedImage } from './plan/plan.js'
export { printImage } from './plan/print-image.js'
export { pointAt } from './point-at.js'
export type { RenderOutcome } from './render/renderer.js'
export { type ImportedAsset, type ImportResult, transformImport } from './transform-import.js'
