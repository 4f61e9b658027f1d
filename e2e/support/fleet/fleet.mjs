import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { startNginx } from '../servers/nginx.mjs'
import { startRedis } from '../servers/redis.mjs'

const BIN = fileURLToPath(new URL('../../../packages/cli/dist/bin.js', import.meta.url))

/** Seconds after which a silent worker's source is another's: short, because here workers are killed. */
const LEASE = '2'

/**
 * What a worker told of a source.
 *
 * @typedef {{ name: string, made?: number, there?: number, decodes?: number, encodes?: number, error?: string }} Told
 */

/** Real workers around a real queue and a real store, each a process. */
export class Fleet {
  /** @type {Awaited<ReturnType<typeof startRedis>>} */
  redis
  /** @type {Awaited<ReturnType<typeof startNginx>>} */
  nginx
  /** @type {import('node:child_process').ChildProcess[]} */
  workers = []
  /** What all workers told. @type {Told[]} */
  told = []
  /** What they complained of. */
  complained = ''
  #share

  /**
   * @param {Awaited<ReturnType<typeof startRedis>>} redis
   * @param {Awaited<ReturnType<typeof startNginx>>} nginx
   * @param {import('./processor-share.mjs').ProcessorShare | null} share
   */
  constructor(redis, nginx, share) {
    this.redis = redis
    this.nginx = nginx
    this.#share = share
  }

  /** @param {import('./processor-share.mjs').ProcessorShare | null} share that each worker is held to; null for none */
  static async start(share = null) {
    const [redis, nginx] = await Promise.all([startRedis(), startNginx()])
    return new Fleet(redis, nginx, share)
  }

  get queue() {
    return `redis://${this.redis.host}`
  }

  get cache() {
    return `${this.nginx.origin}/{key}`
  }

  /**
   * Starts a worker; over when it works. It is held to its share from then on.
   *
   * @param {{ args?: readonly string[], env?: Readonly<Record<string, string>> }} [more]
   */
  async addWorker({ args = [], env = {} } = {}) {
    const options = ['--queue', this.queue, '--cache', this.cache, '--lease', LEASE, '--concurrency', '1', '--json']
    const worker = spawn(execPath, [BIN, 'worker', ...options, ...args], {
      cwd: this.nginx.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      // What a killed worker leaves goes with the server's folder.
      env: { ...quietEnvironment(), TMPDIR: this.nginx.folder, ...env },
    })
    const { pid = 0 } = worker
    const end = () => worker.kill('SIGKILL')
    process.once('exit', end)
    worker.stderr.on('data', text => {
      this.complained += text
    })
    const isReady = new Promise((resolve, reject) => {
      createInterface({ input: worker.stdout }).on('line', line => {
        const told = JSON.parse(line)
        if (told.ready) resolve(undefined)
        else this.told.push(told)
      })
      worker.on('exit', code => reject(new Error(`A worker ended with ${code}: ${this.complained}`)))
    })
    worker.on('exit', () => {
      process.off('exit', end)
      this.#share?.release(pid)
      this.workers = this.workers.filter(other => other !== worker)
    })
    await isReady
    this.#share?.hold(pid)
    this.workers.push(worker)
    return worker
  }

  /**
   * Asks for images, as a user does.
   *
   * @param {string} folder @param {...string} args behind `prewarm`
   * @returns {Promise<{ code: number, report: any, complained: string }>}
   */
  async prewarm(folder, ...args) {
    const options = ['--queue', this.queue, '--cache', this.cache, '--json', '--patience', '60']
    const asker = spawn(execPath, [BIN, 'prewarm', ...options, ...args], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: quietEnvironment(),
    })
    let said = ''
    let complained = ''
    asker.stdout.on('data', text => {
      said += text
    })
    asker.stderr.on('data', text => {
      complained += text
    })
    const [code] = await once(asker, 'close')
    return { code, report: said === '' ? null : JSON.parse(said), complained }
  }

  /** How often each output was stored, by key. */
  storedTimes() {
    return this.#count(/^PUT \/v1\/\w\w\/(\w+) 20\d$/gm)
  }

  /** How often the work on each source was begun, by hash. */
  begunTimes() {
    return this.#count(/^GET \/sources\/\w\w\/(\w+) 200$/gm)
  }

  /** @param {RegExp} pattern @returns {Map<string, number>} */
  #count(pattern) {
    const times = new Map()
    const log = readFileSync(join(this.nginx.folder, 'requests.log'), 'utf8')
    for (const [, key = ''] of log.matchAll(pattern)) times.set(key, (times.get(key) ?? 0) + 1)
    return times
  }

  /** Stops all workers as a scheduler does. */
  async stopWorkers() {
    const ended = this.workers.map(worker => once(worker, 'exit'))
    for (const worker of this.workers) worker.kill('SIGTERM')
    await Promise.all(ended)
  }

  async close() {
    for (const worker of this.workers) worker.kill('SIGKILL')
    await Promise.all([this.redis.close(), this.nginx.close()])
  }
}

/** Without what a test runner or a CI says. */
function quietEnvironment() {
  const { NODE_OPTIONS: _, VITEST: __, NODE_ENV: ___, ...env } = process.env
  return { ...env, NO_COLOR: '1' }
}
