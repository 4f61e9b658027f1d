import { LazyImageError, type Pipeline } from '@lazy-image/core'
import type { Diagnostic } from '@lazy-image/core/host'
import { importRequest } from './import-request.js'
import { planned } from './planned.js'
import { recordedPipeline } from './recorded-pipeline.js'

const { pipeline: usual } = recordedPipeline()

interface Facts {
  format: string
  width: number
  height: number
}

/** What a query asks of the 1200×800 picture, such as `webp 400×267`, in its order; no pixel is touched. */
export async function outputsOf(query: string): Promise<string[]> {
  const { value } = await importRequest(`pattern.jpg?${query}&as=metadata:format;width;height`)
  const list = (Array.isArray(value) ? value : [value]) as Facts[]
  return list.map(({ format, width, height }) => `${format} ${width}×${height}`)
}

/** What a query that is understood says besides. */
export async function warningsOf(request: string, pipeline: Pipeline = usual): Promise<readonly Diagnostic[]> {
  return (await planned(pipeline, request)).warnings
}

/** The error of a request that is refused. */
export async function refusalOf(request: string, pipeline: Pipeline = usual): Promise<LazyImageError> {
  const error = await planned(pipeline, request).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof LazyImageError) return error
  throw error ?? new Error(`${request} was taken`)
}
