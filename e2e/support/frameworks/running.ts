import { type ChildProcess, spawn } from 'node:child_process'
import { delimiter, dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'
import { onTestFinished } from 'vitest'

/** A server or another script of a project that goes on running. */
export interface Running {
  /** All that was printed so far, without colours. */
  text(): string
}

/** A script of a project's package.json, as `npm run` starts it, with a Node of ours. */
export interface Script {
  folder: string
  script: string
  parameters?: readonly string[]
  env?: Readonly<Record<string, string>>
  /** The program. */
  node: string
}

/** Runs a script to its end. */
export async function runToEnd(script: Script): Promise<{ code: number | null; text: string }> {
  const { child, text } = start(script)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  return { code, text: text() }
}

/** Starts a script that serves a URL, waits until that is answered, and stops it when the test has finished. */
export async function serve(script: Script, url: string): Promise<Running> {
  const { child, text } = start(script)
  let ended: number | null | undefined
  child.on('close', code => {
    ended = code
  })
  onTestFinished(async () => {
    if (ended !== undefined || child.pid === undefined) return
    const gone = new Promise(resolve => child.on('close', resolve))
    // npm, the shell that it starts, and whatever that starts.
    process.kill(-child.pid, 'SIGKILL')
    await gone
  })
  const deadline = Date.now() + 60_000
  while (!(await isAnswered(url))) {
    if (ended !== undefined) throw new Error(`${script.script} of ${script.folder} ended with ${ended}:\n${text()}`)
    if (Date.now() > deadline) throw new Error(`${script.script} of ${script.folder} serves no ${url}:\n${text()}`)
    await wait(100)
  }
  return { text }
}

function isAnswered(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(20_000) }).then(
    async response => {
      await response.arrayBuffer()
      return response.ok
    },
    () => false,
  )
}

function start({ folder, script, parameters = [], env = {}, node }: Script): {
  child: ChildProcess
  text: () => string
} {
  const { NODE_OPTIONS: _, VITEST: __, NODE_ENV: ___, ...inherited } = process.env
  const path = `${dirname(node)}${delimiter}${process.env['PATH']}`
  const child = spawn('npm', ['run', '--silent', script, '--', ...parameters], {
    cwd: folder,
    env: { ...inherited, NO_COLOR: '1', PATH: path, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', part => (text += part))
  return { child, text: () => stripVTControlCharacters(text) }
}
