import { watch } from 'node:fs'
import { join } from 'node:path'

/** Editors write a file in several steps. */
const QUIET_MS = 150

/**
 * Calls back with the files that have changed below some folders, when it has been quiet for a moment.
 *
 * @param folders absolute.
 * @param onReady called when nothing is missed any more.
 * @param signal ends it.
 * @returns when the signal has fired.
 */
export async function watchFolders(
  folders: readonly string[],
  onReady: () => void,
  onChange: (files: ReadonlySet<string>) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  let changed = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let running = Promise.resolve()
  const flush = () => {
    const files = changed
    changed = new Set()
    running = running.then(() => onChange(files))
  }
  const watchers = [...new Set(folders)].map(folder =>
    watch(folder, { recursive: true }, (_event, name) => {
      if (name === null) return
      changed.add(join(folder, name))
      clearTimeout(timer)
      timer = setTimeout(flush, QUIET_MS)
    }),
  )
  onReady()
  await new Promise<void>(resolve => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  clearTimeout(timer)
  for (const watcher of watchers) watcher.close()
  await running
}
