import { basename, extname, join, resolve } from 'node:path'
import { LazyImageError } from '@lazy-image/core'
import {
  groupBy,
  mapConcurrently,
  type Outcomes,
  type Pipeline,
  type PlannedImage,
  type PlannedRequest,
  toLazyImageError,
} from '@lazy-image/core/host'
import { planWishes } from '../prewarm/plan-wishes.js'
import type { FailedWish, Wish } from '../prewarm/wishes.js'
import { type NameOutput, readNamePattern } from './file-name.js'
import { folderBelow } from './glob-bases.js'
import { writeOutput } from './write-output.js'

/** Pictures of one batch: enough for every thread, few enough to hold their outputs in memory. */
const PICTURES_AT_ONCE = 64

const WRITES_AT_ONCE = 16

export interface Destination {
  /** Absolute. */
  out: string
  /** Null for names that tell the outputs of a request apart. */
  nameOutput: NameOutput | null
  /** Absolute folders whose structure outputs keep. */
  bases: readonly string[]
  /** Whether a file may be replaced that is there already. */
  mayOverwrite(file: string): boolean
}

/** A file that there is now. */
export interface Converted {
  source: string
  file: string
  width: number
  height: number
  bytes: number
  /** Whether it was there before, as it is. */
  isAsBefore: boolean
}

export interface Conversion {
  converted: readonly Converted[]
  failed: readonly FailedWish[]
}

/** Makes what wishes ask for and writes it into files; a failure hides no other result. */
export async function convertImages(
  pipeline: Pipeline,
  wishes: readonly Wish[],
  destination: Destination,
): Promise<Conversion> {
  const converted: Converted[] = []
  const failed: FailedWish[] = []
  /** Of every file that is written, what it is. */
  const taken = new Map<string, { key: string; source: string }>()
  const sources = new Set(wishes.map(({ source }) => source))
  const pictures = [...groupBy(wishes, ({ source }) => source).values()]
  for (let at = 0; at < pictures.length; at += PICTURES_AT_ONCE) {
    const snapshot = pipeline.snapshot()
    const { planned, failed: unplanned } = await planWishes(snapshot, pictures.slice(at, at + PICTURES_AT_ONCE).flat())
    failed.push(...unplanned)
    const images = planned.flatMap(({ request }) => imagesOf(request))
    const outcomes = await snapshot.render(images.map(({ recipe }) => recipe))
    await mapConcurrently(planned, WRITES_AT_ONCE, async ({ wish, request }) => {
      const nameOutput = destination.nameOutput ?? usualName(request)
      for (const image of imagesOf(request)) {
        try {
          const file = fileFor(image, outcomes, nameOutput, destination)
          if (claim(taken, file, image, sources)) continue
          converted.push(await write(image, outcomes, file, destination))
        } catch (error) {
          failed.push({ wish, error: toLazyImageError(error) })
          // The outputs of one picture mostly fail for one reason.
          if (outcomes.errorOf(image.recipe) !== undefined) break
        }
      }
    })
  }
  return { converted: converted.sort((a, b) => (a.file < b.file ? -1 : 1)), failed }
}

function imagesOf({ plan: { images, directed } }: PlannedRequest): readonly PlannedImage[] {
  return [...images, ...directed.flatMap(source => source.images)]
}

/** With the width where a request asks for several of a format, whether a small picture has them or not. */
function usualName({ plan: { request } }: PlannedRequest): NameOutput {
  const selections = [...request.selections, ...request.directed.flatMap(source => source.selections)]
  const formats = new Set(selections.map(({ format }) => format))
  return readNamePattern(selections.length > formats.size ? '{name}-{width}.{ext}' : '{name}.{ext}')
}

function fileFor(image: PlannedImage, outcomes: Outcomes, nameOutput: NameOutput, { out, bases }: Destination): string {
  const { width, height } = outcomes.of(image.recipe)
  const { file } = image.source
  const name = basename(file, extname(file))
  const ext = extname(image.fileName).slice(1)
  return resolve(out, join(folderBelow(file, bases), nameOutput({ name, width, height, ext })))
}

/** Whether a file is written already, with the same content. @throws {LazyImageError} `OUTPUT_COLLISION` */
function claim(
  taken: Map<string, { key: string; source: string }>,
  file: string,
  { recipe: { key }, source }: PlannedImage,
  sources: ReadonlySet<string>,
): boolean {
  if (sources.has(file)) {
    throw new LazyImageError('OUTPUT_COLLISION', `${file} is an image that is converted itself; choose another --out`)
  }
  const before = taken.get(file)
  if (before === undefined) taken.set(file, { key, source: source.file })
  else if (before.key !== key) {
    const whose = before.source === source.file ? 'two outputs of it' : `it and ${before.source}`
    throw new LazyImageError(
      'OUTPUT_COLLISION',
      `${file} would be ${whose}; tell them apart by --name, such as --name "{name}-{width}x{height}.{ext}"`,
    )
  }
  return before !== undefined
}

async function write(
  { recipe, source }: PlannedImage,
  outcomes: Outcomes,
  file: string,
  { mayOverwrite }: Destination,
): Promise<Converted> {
  const { data, width, height } = outcomes.of(recipe)
  const isWritten = await writeOutput(file, data, mayOverwrite(file))
  return { source: source.file, file, width, height, bytes: data.length, isAsBefore: !isWritten }
}
