import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const RUN_IN_PTY = fileURLToPath(new URL('./run-in-pty.py', import.meta.url))

export interface Recording {
  code: number
  /** What the program wrote, as the terminal got it. */
  pieces: { atMs: number; bytes: Buffer }[]
}

/** Runs a program as a user does who sits before a terminal of a size. @param env in place of what the tests have. */
export async function runInTerminal(
  folder: string,
  [columns, rows]: readonly [columns: number, rows: number],
  env: Readonly<Record<string, string | undefined>>,
  ...program: string[]
): Promise<Recording> {
  const { NODE_OPTIONS: _, VITEST: __, NODE_ENV: ___, CI: ____, ...own } = process.env
  const child = spawn('python3', [RUN_IN_PTY, String(columns), String(rows), ...program], {
    cwd: folder,
    env: { ...own, TERM: 'xterm-256color', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', part => (text += part))
  await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
  const lines = text.trim().split('\n')
  const code = Number(lines.pop())
  const pieces = lines.map(line => {
    const [atMs, bytes] = JSON.parse(line) as [number, string]
    return { atMs, bytes: Buffer.from(bytes, 'base64') }
  })
  return { code, pieces }
}
