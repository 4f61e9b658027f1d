import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { environmentOf } from './builds.mjs'
import { CONTESTANTS_NODE, WORK } from './places.mjs'

const WORKER = fileURLToPath(new URL('render-worker.mjs', import.meta.url))

/** A contestant in a process of its own that stays, so that many can take turns at every single output. */
export class RenderProcess {
  #child

  /**
   * @param {string} contestant a name of CONTESTANTS.
   * @param {string} [native] another build of our engine.
   */
  constructor(contestant, native) {
    const env = { ...process.env, ...environmentOf(native) }
    this.#child = fork(WORKER, [contestant], { execPath: CONTESTANTS_NODE, cwd: WORK, env })
    this.started = this.#answer()
  }

  /**
   * @param {{ picture: { file: string, width: number, height: number }, effort?: string | number, file: string,
   *   output: { width?: number, format: string, quality: number }, minSeconds?: number }} job `file` is written;
   * `minSeconds`: repeated for so long, the decode of the picture taken off.
   * @returns {Promise<{ cpuSeconds: number }>}
   */
  async render(job) {
    await this.started
    this.#child.send(job)
    const answer = await this.#answer()
    if (answer.error !== undefined) throw new Error(`${job.file}: ${answer.error}`)
    return answer
  }

  stop() {
    this.#child.kill()
  }

  async #answer() {
    const abort = new AbortController()
    const { signal } = abort
    const ended = once(this.#child, 'exit', { signal }).then(([code]) => {
      throw new Error(`A contestant's process ended with ${code}`)
    })
    try {
      const [answer] = await Promise.race([once(this.#child, 'message', { signal }), ended])
      return answer
    } finally {
      // Whatever lost the race is no failure of anybody's.
      ended.catch(() => {})
      abort.abort()
    }
  }
}
