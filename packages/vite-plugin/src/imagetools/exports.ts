// Everything that vite-imagetools exports, under its own names.
export type { AppliedTransforms } from './applied-transforms.js'
export { extractEntries, parseURL, resolveConfigs } from './entries.js'
export {
  builtinOutputFormats,
  type Img,
  imgFormat,
  metadataFormat,
  type Picture,
  pictureFormat,
  srcsetFormat,
  urlFormat,
} from './formats.js'
export { imagetools } from './imagetools.js'
export {
  getBackground,
  getEffort,
  getFit,
  getKernel,
  getLossless,
  getPosition,
  getProgressive,
  getQuality,
  type ImageMetadata,
  type TransformOption,
} from './option-readers.js'
export type {
  DefaultDirectives,
  Exclude,
  ExtendOutputFormats,
  ImageConfig,
  Include,
  ResolveConfigs,
  VitePluginOptions,
} from './options.js'
export type {
  ImageInfo,
  OutputFormat,
  ProcessedImage,
  ProcessedImageMetadata,
  SharpMetadata,
} from './processed-image.js'
export type { SourceMetadata } from './source-metadata.js'
export type * from './transform-options.js'
export {
  applyTransforms,
  autoOrient,
  blur,
  builtins,
  flatten,
  flip,
  flop,
  format,
  generateTransforms,
  getMetadata,
  grayscale,
  hsb,
  type ImageTransformation,
  invert,
  median,
  normalize,
  resize,
  rotate,
  setMetadata,
  type TransformFactory,
  type TransformFactoryContext,
  tint,
} from './transforms.js'
export {
  type FitValue,
  fitValues,
  type KernelValue,
  kernelValues,
  type PositionValue,
  positionShorthands,
  positionValues,
} from './values.js'
