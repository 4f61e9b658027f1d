import { parse } from 'node:path'
import type { Pipeline, PlainValue } from '@lazy-image/core'
import { evaluate, type PlannedImage, type Reading } from '@lazy-image/core/host'
import { plannedSize } from '../../dist/plan/variant.js'
import { planned } from './planned.js'
import { recordedPipeline } from './recorded-pipeline.js'

const { pipeline: usual } = recordedPipeline()

/** What an import evaluates to with names of images for URLs, such as `/pattern-400x267.webp`, and of readings. */
export async function evaluated(
  request: string,
  pipeline: Pipeline = usual,
  url: (image: PlannedImage) => string = nameOf,
): Promise<PlainValue> {
  const { value } = await planned(pipeline, request)
  return evaluate(value, { url, read: readingOf })
}

/** Tells outputs apart by name, size and format. */
export function nameOf({ fileName, variant }: PlannedImage): string {
  const { name, ext } = parse(fileName)
  const size = plannedSize(variant)
  return `/${name}-${size === null ? 'trimmed' : `${size.width}x${size.height}`}${ext}`
}

function readingOf({ variant }: PlannedImage, reading: Reading): PlainValue {
  switch (reading) {
    case 'bytes':
      return 1234
    case 'width':
      return 400
    case 'height':
      return 300
    case 'colours':
      return ['#112233', '#445566']
    case 'colour':
      return '#112233'
    case 'gradients':
      return -286777
    case 'ascii':
      return 'LKO2?U%2Tw=w]~RBVZRi};RPxuwH"&<'
    default:
      return `<${reading} of ${variant.encoding.format}>`
  }
}
