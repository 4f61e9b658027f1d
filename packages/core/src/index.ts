export type { RenderOutcome } from './batch/renderer.js'
export { formatBytes, formatDuration, summarize } from './batch/summary.js'
export { evaluate, type Known } from './emit/evaluate.js'
export { type Expressions, moduleCode } from './emit/module-code.js'
export type { Recipe } from './emit/recipe.js'
export { recipeInStub, stubOf } from './emit/stub.js'
export { bytesExpression, findTokens, type TokenUse } from './emit/token.js'
export { imagesBySize, imagesByUrl, type PlainValue, UrlOf, type Value } from './emit/value.js'
export { type EngineInfo, engineInfo } from './engine/engine.js'
export {
  type ErrorCode,
  type ErrorKind,
  LazyImageError,
  type SourceLocation,
  toLazyImageError,
} from './errors.js'
export {
  type CallOptions,
  ImageEngine,
  type Metrics,
  type OutputFormat,
  type ResizeOptions,
} from './image-engine/image-engine.js'
export type { BatchOptions, BatchResult } from './image-engine/process-files.js'
export { consoleLogger, type Logger, silentLogger } from './logger.js'
export type { BatchReport } from './options/batch-report.js'
export type { CacheOptions, Limits, Options, ResolvedOptions } from './options/options.js'
export { Pipeline, type PlannedRequest } from './pipeline.js'
export { MEDIA_TYPE } from './plan/encoding.js'
export type { Plan, PlannedImage } from './plan/plan.js'
export { decodePath } from './request/decode-path.js'
export { isImageRequest, wantsOneUrl } from './request/parse-request.js'
export { printSelection } from './request/print-selection.js'
export { splitId } from './request/query.js'
export { type ImportedAsset, type ImportResult, transformImport } from './transform-import.js'
