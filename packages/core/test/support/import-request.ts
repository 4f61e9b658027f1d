import { type ImportResult, type PlainValue, transformImport } from '@lazy-image/core'
import { recordedPipeline } from './recorded-pipeline.js'

const { pipeline } = recordedPipeline()

/** What an import of a fixture comes to, with one store for all tests of a file. */
export function importRequest(request: string): Promise<ImportResult> {
  return transformImport(pipeline, request, '/assets/')
}

/**
 * The value of an import with every hash written as HASH, so that whole values can be compared.
 */
export async function importedValue(request: string): Promise<PlainValue> {
  const { value } = await importRequest(request)
  return JSON.parse(JSON.stringify(value).replaceAll(/-[0-9a-f]{8}\./g, '-HASH.'))
}
