import type { Server } from '@farmfe/core'
import type { Pipeline } from '@lazy-image/core'
import { describeAll } from '../../told/report.js'
import type { FarmImages } from './farm-images.js'

/**
 * Has a page follow its pictures where Farm does not do so itself: it hears of no file that comes or goes, and what stands in
 * a style for a picture is a file that nobody edits. That keeps its URL and is answered with the picture as it is now.
 */
export function followImages(server: Server, { pipeline, images }: { pipeline: Pipeline; images: FarmImages }): void {
  const watcher = server.watcher?.getInternalWatcher()
  const followStyles = async (file: string) => {
    if (!(await images.renewStyles(file))) return
    const failures = await images.listFailures()
    if (failures.length === 0) return send(server, { type: 'full-reload' })
    const message = describeAll(failures, pipeline.options.root)
    pipeline.options.logger.warn(message)
    send(server, { type: 'error', err: { message }, overlay: true })
  }
  for (const event of ['change', 'add', 'unlink'] as const) watcher?.on(event, file => void followStyles(file))
  for (const event of ['add', 'unlink'] as const) {
    watcher?.on(event, file => {
      if (images.importers.hasImported(file)) void server.hmrEngine?.hmrUpdate(file, true)
    })
  }
}

function send(server: Server, message: object): void {
  for (const client of server.ws?.clients ?? []) client.rawSend(JSON.stringify(message))
}
