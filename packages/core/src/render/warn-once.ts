import type { SourceWarning } from '../engine/engine-error.js'
import { warningsOf } from '../engine/source-catalog.js'
import type { ImporterPlace } from '../ledger/importer-places.js'
import type { Ledger } from '../ledger/ledger.js'
import type { Logger } from '../logger.js'
import type { RenderTask } from './render-task.js'

/**
 * Tells what was wrong with a source and showed only when it was decoded, once for each content of a file, with the
 * places that import it.
 */
export function warnOnce(
  logger: Logger,
  ledger: Ledger,
): (task: RenderTask, warnings: readonly SourceWarning[]) => void {
  const told = new Set<string>()
  return ({ key, source }, warnings) => {
    // What the header showed was told with the request.
    const known = new Set(warningsOf(source).map(({ message }) => message))
    for (const { code, message } of warnings.filter(warning => !known.has(warning.message))) {
      const id = JSON.stringify([source.file, source.contentHash, message])
      if (told.has(id)) continue
      told.add(id)
      const places = ledger.importersOf(key).map(printPlace)
      const importers = places.length === 0 ? '' : `, imported by ${places.join(', ')}`
      logger.warn(`${source.file}: ${message} [${code}]${importers}`)
    }
  }
}

function printPlace({ file, line }: ImporterPlace): string {
  return line === null ? file : `${file}:${line}`
}
