import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const require = createRequire(import.meta.url)

function binOf(name: string): string {
  return join(dirname(require.resolve(`${name}/package.json`)), 'bin/tsc')
}

/** The compilers that users have. */
export const COMPILERS: readonly (readonly [name: string, tsc: string])[] = [
  ['TypeScript 5', binOf('typescript-5')],
  ['TypeScript 7', binOf('typescript')],
]

export interface CompilerError {
  /** Relative to the project. */
  file: string
  /** 1-based. */
  line: number
  message: string
}

/** What a compiler finds wrong in a project. */
export async function errorsOf(tsc: string, project: string): Promise<CompilerError[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [tsc, '--project', '.', '--pretty', 'false'], {
    cwd: project,
  }).catch((error: { stdout: string }) => error)
  const errors = [...stdout.matchAll(/^(.+?)\((\d+),\d+\): error (.+)$/gm)]
  if (errors.length === 0 && stdout !== '') throw new Error(stdout)
  return errors.map(([, file = '', line, message = '']) => ({ file, line: Number(line), message }))
}
