import type { OutputFormat, ProcessedImage } from './processed-image.js'

/** What `as=img` evaluates to. */
export interface Img {
  src: string
  /** Pixels of the file. */
  w: number
  h: number
  /** There when there are several outputs. */
  srcset?: string
}

/** What `as=picture` evaluates to. */
export interface Picture {
  /** A srcset for each format. */
  sources: Record<string, string>
  img: { src: string; w: number; h: number }
}

/** `as=url`: the URL, or a list of them. */
export const urlFormat: OutputFormat = () => images => oneOrMany(images.map(({ src }) => src))

/** `as=srcset`: URLs with widths, or with densities where `basePixels` says so. */
export const srcsetFormat: OutputFormat = () => srcsetOf

/** `as=img`: an {@link Img}. */
export const imgFormat: OutputFormat = () => images => {
  const fallback = fallbackOf(images)
  return images.length > 1 ? { ...fallback, srcset: srcsetOf(images) } : fallback
}

/** `as=picture`: a {@link Picture}, whose last format is what every browser can show. */
export const pictureFormat: OutputFormat = () => pictureOf

/** `as=metadata`: what is known of an output, or those of it that the keys name. */
export const metadataFormat: OutputFormat = keys => images => oneOrMany(images.map(image => metadataOf(image, keys)))

/** The formats there are, as functions that an own one may call, by the names that ask for them. */
export const builtinOutputFormats: Readonly<
  Record<'url' | 'srcset' | 'img' | 'picture' | 'metadata' | 'meta', OutputFormat>
> = {
  url: urlFormat,
  srcset: srcsetFormat,
  img: imgFormat,
  picture: pictureFormat,
  metadata: metadataFormat,
  meta: metadataFormat,
}

function oneOrMany<Item>(items: Item[]): Item | Item[] {
  const [only, second] = items
  return only !== undefined && second === undefined ? only : items
}

function srcsetOf(images: readonly ProcessedImage[]): string {
  return images.map(image => `${image.src} ${descriptorOf(image)}`).join(', ')
}

function descriptorOf({ config, info: { width } }: ProcessedImage): string {
  const basePixels = Number(config['basePixels'])
  return basePixels > 0 ? `${width / basePixels}x` : `${width}w`
}

function fallbackOf(images: readonly ProcessedImage[]): Img {
  const widest = images.reduce<ProcessedImage | undefined>(
    (best, image) => (best === undefined || image.info.width > best.info.width ? image : best),
    undefined,
  )
  return { src: widest?.src ?? '', w: widest?.info.width ?? 0, h: widest?.info.height ?? 0 }
}

function pictureOf(images: readonly ProcessedImage[]): Picture {
  const byFormat = new Map<string, ProcessedImage[]>()
  for (const image of images) {
    const name = image.transforms.format.replace('jpg', 'jpeg')
    byFormat.set(name, [...(byFormat.get(name) ?? []), image])
  }
  const fallback = [...byFormat.values()].at(-1) ?? []
  const sources = [...byFormat].filter(([, group]) => group !== fallback || group.length > 1)
  return {
    sources: Object.fromEntries(sources.map(([name, group]) => [name, srcsetOf(group)])),
    img: fallbackOf(fallback),
  }
}

function metadataOf({ src, info, transforms, sharpMetadata }: ProcessedImage, keys: string[] | undefined): unknown {
  const { width, height } = info
  const own: Record<string, unknown> = { width, height, format: transforms.format, src }
  const read = (key: string): unknown => (key in own ? own[key] : Reflect.get(sharpMetadata, key))
  const known = [...new Set([...Object.keys(sharpMetadata), ...Object.keys(own)])]
  const wanted = keys === undefined ? known : [...known, 'size'].filter(key => keys.includes(key))
  return Object.fromEntries(wanted.map(key => [key, read(key)]))
}
