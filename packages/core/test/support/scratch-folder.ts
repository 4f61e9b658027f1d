import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A new folder of this test's own, gone when the test is over. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'lazy-image-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Paths of every entry in a cache folder, sorted: all but what is kept beside them, by processes at work there and for later ones. */
export function entriesIn(folder: string): string[] {
  return filesIn(folder).filter(
    file => !/[\\/](?:(?:running[\\/][^\\/]+|claims)[\\/][^\\/]+|sources\.index)$/.test(file),
  )
}

/** Paths of every file below a folder, sorted. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort()
}
