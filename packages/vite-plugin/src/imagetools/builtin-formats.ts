import type { OutputFormat, ProcessedImage } from './processed-image.js'

/** The shapes there are, as functions that an own output format may call. */
export const BUILTIN_FORMATS: Readonly<Record<string, OutputFormat>> = {
  url: () => images => oneOrMany(images.map(({ src }) => src)),
  srcset: () => srcsetOf,
  img: () => images => {
    const fallback = fallbackOf(images)
    return images.length > 1 ? { ...fallback, srcset: srcsetOf(images) } : fallback
  },
  picture: () => pictureOf,
  metadata: keys => images => oneOrMany(images.map(image => metadataOf(image, keys))),
  meta: keys => images => oneOrMany(images.map(image => metadataOf(image, keys))),
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

function fallbackOf(images: readonly ProcessedImage[]): { src: string; w: number; h: number } {
  const widest = images.reduce<ProcessedImage | undefined>(
    (best, image) => (best === undefined || image.info.width > best.info.width ? image : best),
    undefined,
  )
  return { src: widest?.src ?? '', w: widest?.info.width ?? 0, h: widest?.info.height ?? 0 }
}

function pictureOf(images: readonly ProcessedImage[]): unknown {
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
