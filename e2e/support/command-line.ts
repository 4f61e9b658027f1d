import { type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'

export interface Finished {
  code: number | null
  /** All that was printed, without colours. */
  text: string
}

/** Runs a script of an installed package with Node, in a folder, as a script of a package.json would. */
export function runScript(folder: string, script: string, ...args: string[]): Promise<Finished> {
  return runProgram(folder, process.execPath, `node_modules/${script}`, ...args)
}

/** Runs a program in a folder as a user would, outside of the tests. */
export function runProgram(folder: string, program: string, ...args: string[]): Promise<Finished> {
  const child = startProgram(folder, program, ...args)
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', part => (text += part))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', code => resolve({ code, text: stripVTControlCharacters(text) }))
  })
}

/** Starts a program in a folder as a user would. */
export function startProgram(
  folder: string,
  program: string,
  ...args: string[]
): ChildProcessByStdio<null, Readable, Readable> {
  const { NODE_OPTIONS: _, VITEST: __, NODE_ENV: ___, ...env } = process.env
  return spawn(program, args, {
    cwd: folder,
    env: { ...env, NO_COLOR: '1', PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}
