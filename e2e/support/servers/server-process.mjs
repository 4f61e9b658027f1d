import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createConnection, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const KEEPER = fileURLToPath(new URL('./keeper.mjs', import.meta.url))

/** Long enough for a machine that does much else. */
const START_MS = 60_000

/**
 * How one kind of server is run.
 *
 * @typedef {object} ServerKind
 * @property {string} name
 * @property {(port: number, folder: string) => { command: readonly string[], env?: Record<string, string> }} launch prepares an
 *   empty folder, and says what runs in it.
 * @property {(origin: string) => Promise<void>} [prepare] when it answers for the first time.
 */

/** A real server on a free port of this machine, with a folder of its own; it ends with this process at the latest. */
export class ServerProcess {
  /** What it keeps. */
  folder = mkdtempSync(join(tmpdir(), 'lazy-image-server-'))
  #kind
  #port
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #keeper
  #said = ''

  /**
   * @param {ServerKind} kind
   * @param {number} port
   */
  constructor(kind, port) {
    this.#kind = kind
    this.#port = port
  }

  /** `127.0.0.1:<port>` */
  get host() {
    return `127.0.0.1:${this.#port}`
  }

  get origin() {
    return `http://${this.host}`
  }

  /** Starts it, or starts it again on the same port and folder; over when it answers. */
  async start() {
    const { command, env } = this.#kind.launch(this.#port, this.folder)
    const keeper = spawn(execPath, [KEEPER, ...command], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, ...env },
    })
    this.#keeper = keeper
    this.#said = ''
    for (const stream of [keeper.stdout, keeper.stderr]) {
      stream?.on('data', chunk => {
        this.#said = `${this.#said}${chunk}`.slice(-4000)
      })
    }
    const until = Date.now() + START_MS
    while (!(await this.#answers())) {
      if (keeper.exitCode !== null || Date.now() > until) {
        await this.stop()
        throw new Error(`${this.#kind.name} did not start: ${this.#said}`)
      }
      await wait(20)
    }
    await this.#kind.prepare?.(this.origin)
  }

  /** Lets it stand still: it takes connections and says nothing. */
  pause() {
    return this.#signal('SIGSTOP')
  }

  resume() {
    return this.#signal('SIGCONT')
  }

  /** Ends it at once, as a crash does. What it keeps stays. */
  async stop() {
    const keeper = this.#keeper
    if (keeper === undefined || keeper.exitCode !== null) return
    const exited = once(keeper, 'exit')
    keeper.disconnect()
    await exited
  }

  /** Ends it and deletes what it keeps. */
  async close() {
    await this.stop()
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 })
  }

  /** Deletes what it keeps, of those that keep files. */
  async empty() {
    await this.stop()
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 })
    mkdirSync(this.folder)
    await this.start()
  }

  /** @param {NodeJS.Signals} signal */
  async #signal(signal) {
    const keeper = this.#keeper
    if (keeper === undefined) return
    const sent = once(keeper, 'message')
    keeper.send(signal)
    await sent
  }

  #answers() {
    return new Promise(resolve => {
      const socket = createConnection(this.#port, '127.0.0.1')
      socket.on('connect', () => {
        socket.destroy()
        resolve(true)
      })
      socket.on('error', () => resolve(false))
    })
  }
}

/**
 * A started server of a kind.
 *
 * @param {ServerKind} kind
 */
export async function startServer(kind) {
  const server = new ServerProcess(kind, await freePort())
  await server.start()
  return server
}

/** @returns {Promise<number>} */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('A port was asked for')
  return address.port
}
