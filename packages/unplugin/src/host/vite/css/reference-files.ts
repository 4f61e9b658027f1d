import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toSlashes } from '@lazy-image/core/host'

/**
 * Files that stand in for references in stylesheets: Vite reads one for each. They lie outside of the project and are gone
 * when the build is over, or the process.
 */
export class ReferenceFiles {
  #folder: string | undefined
  #builds = 0
  readonly #removeAtExit = () => this.remove()

  /** A build begins, of perhaps several at a time. */
  open(): void {
    this.#builds++
  }

  /** A build has read what it needs. */
  close(): void {
    if (--this.#builds <= 0) this.remove()
  }

  /** The path of a file with a content; of a build that has failed, what is still under way gets none. */
  write(content: string): string {
    const name = `${createHash('sha256').update(content).digest('hex').slice(0, 32)}.reference`
    if (this.#builds === 0) return toSlashes(join(tmpdir(), name))
    const file = join(this.#makeFolder(), name)
    // One that is watched is left as it is.
    if (!existsSync(file)) writeFileSync(file, content)
    return toSlashes(file)
  }

  #makeFolder(): string {
    if (this.#folder === undefined) {
      this.#folder = realpathSync(mkdtempSync(join(tmpdir(), 'lazy-image-css-')))
      process.once('exit', this.#removeAtExit)
    }
    return this.#folder
  }

  remove(): void {
    this.#builds = 0
    if (this.#folder === undefined) return
    process.off('exit', this.#removeAtExit)
    rmSync(this.#folder, { recursive: true, force: true })
    this.#folder = undefined
  }
}
