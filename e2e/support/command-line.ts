import { spawn } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'

export interface Finished {
  code: number | null
  /** All that was printed, without colours. */
  text: string
}

/** Runs a script of an installed package with Node, in a folder, as a script of a package.json would. */
export function runScript(folder: string, script: string, ...args: string[]): Promise<Finished> {
  const { NODE_OPTIONS: _, VITEST: __, NODE_ENV: ___, ...env } = process.env
  const child = spawn(process.execPath, [`node_modules/${script}`, ...args], {
    cwd: folder,
    env: { ...env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', part => (text += part))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', code => resolve({ code, text: stripVTControlCharacters(text) }))
  })
}
