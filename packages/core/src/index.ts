export type {
  ReportData,
  ReportedFinding,
  ReportedMeasure,
  ReportedOutput,
  ReportedPage,
  ReportedPlace,
  ReportedSource,
} from './account/report-data.js'
export type { ImageLimits } from './chain/engine-limits.js'
export { ImageEngine } from './chain/image-engine.js'
export type { CropOptions } from './chain/image-operations.js'
export type {
  BufferResult,
  FileOutput,
  FileResult,
  ImageOutput,
  ManyOutputs,
} from './chain/image-outputs.js'
export {
  type ImageMetadata,
  type InspectedPhoto,
  type InspectOptions,
  inspect,
  inspectFile,
} from './chain/inspect.js'
export type { KeptMetadata, MetadataOptions } from './chain/kept-metadata.js'
export type { LimitPolicy } from './chain/limit-policies.js'
export type { Metrics, StepTimes } from './chain/metrics.js'
export type { CallOptions, OutputFormat, OutputOptions, OutputQuality } from './chain/output-options.js'
export type { BatchOptions, BatchProgress, BatchResult, BatchTotals, MeasuredBatch } from './chain/process-files.js'
export { configureEngine, type ProcessSettings } from './chain/process-settings.js'
export type { ResizeOptions } from './chain/resize-options.js'
export type { ResponsiveSet, ResponsiveSetOptions, SetFile, SetFormat } from './chain/responsive-set.js'
export type { ImageStatistics } from './chain/statistics.js'
export type { ByteStream } from './chain/stream-source.js'
export { type SupportedFormats, supportedFormats } from './chain/supported-formats.js'
export type { WorkTotals } from './chain/totals.js'
export { type EngineInfo, engineInfo } from './engine/engine.js'
export type { SourceWarning } from './engine/engine-error.js'
export { type ErrorCode, type ErrorKind, LazyImageError, type SourceLocation } from './errors.js'
export type { ImporterPlace } from './ledger/importer-places.js'
export type { LedgerListener, Progress, TaskAhead, WorkAhead } from './ledger/ledger.js'
export type { OutputEvent, WorkTimes } from './ledger/output-event.js'
export { formatBytes, formatDuration, summarize } from './ledger/summary.js'
export { consoleLogger, type LiveLine, type Logger, silentLogger } from './logger.js'
export type { PlainValue } from './module/value.js'
export type { ModulateOptions } from './operations/modulate.js'
export type { BatchReport } from './options/batch-report.js'
export type { Budget, BudgetSeverity } from './options/budget.js'
export type { CacheMode, CacheOptions } from './options/cache-options.js'
export type { CustomDirective } from './options/custom-directive.js'
export type { BuildOutput, CustomOutput, OutputExtras, OutputImage, TypedOutput } from './options/custom-output.js'
export type { DirectiveSet } from './options/directive-set.js'
export type { FailOn } from './options/fail-on.js'
export type { KnownDirectives } from './options/known-directives.js'
export type {
  CombineFunction,
  DefaultsFunction,
  ImageFacts,
  Limits,
  Options,
  Pattern,
} from './options/options.js'
export type { DirectedSource, Preset } from './options/preset.js'
export type { RemoteOptions, S3Credentials } from './options/remote-options.js'
export type { RemoteStore, StoredObject, StoreLease } from './options/remote-store.js'
export type { ReportOptions } from './options/report-options.js'
export type { Strictness } from './options/strictness.js'
export type { TypesOptions } from './options/types-options.js'
export { Pipeline } from './pipeline.js'
export type { PlaceholderName } from './placeholders/placeholders.js'
export { type ImportedAsset, type ImportResult, transformImport } from './transform-import.js'
