import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Options } from '@lazy-image/core'
import { workCounts } from '@lazy-image/core/host'
import type { Project } from '../project.js'
import type { Answer, Asked } from './messages.js'
import { printOptions } from './print-options.js'

const SERVER = fileURLToPath(new URL('server.ts', import.meta.url))

/** The packages that hold Bun's program, by platform and processor. Its installer, which would copy it, is not run. */
const CARRIERS: Readonly<Record<string, string>> = {
  'linux-x64': '@oven/bun-linux-x64',
  'linux-arm64': '@oven/bun-linux-aarch64',
  'darwin-x64': '@oven/bun-darwin-x64',
  'darwin-arm64': '@oven/bun-darwin-aarch64',
  'win32-x64': '@oven/bun-windows-x64',
}

export function findBun(): string {
  const carrier = CARRIERS[`${process.platform}-${process.arch}`]
  if (carrier === undefined) throw new Error(`npm has no Bun for ${process.platform}-${process.arch}`)
  const { resolve } = createRequire(createRequire(import.meta.url).resolve('bun/package.json'))
  const program = process.platform === 'win32' ? 'bun.exe' : 'bun'
  return join(dirname(resolve(`${carrier}/package.json`)), 'bin', program)
}

let server: ChildProcess | undefined
let asked = 0
const waiting = new Map<number, (answer: Answer) => void>()
process.once('exit', () => server?.kill())

/** Builds in one process of Bun, which all tests of a process share. What is written in options may use nothing around it. */
export async function buildInBun(project: Project, { logger, onBatch, ...options }: Options, config: object) {
  server ??= startServer()
  const id = ++asked
  const message: Asked = { id, root: project.root, options: printOptions(options), config }
  const answer = await new Promise<Answer>(resolve => {
    waiting.set(id, resolve)
    server?.send(message)
  })
  for (const report of answer.batches) onBatch?.(report)
  for (const warning of answer.warnings) logger?.warn(warning)
  for (const [name, count] of Object.entries(answer.work)) workCounts[name as keyof typeof workCounts] += count
  return answer
}

function startServer(): ChildProcess {
  const child = spawn(findBun(), [SERVER], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], serialization: 'json' })
  child.on('message', answer => {
    const { id } = answer as Answer
    waiting.get(id)?.(answer as Answer)
    waiting.delete(id)
  })
  return child
}
