import { type ChildProcess, spawn } from 'node:child_process'
import type { Project } from '../project.js'
import type { Leave, Told } from './build-apart.js'

export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  /** Undefined where it did not come to its end. */
  told: Told | undefined
  stderr: string
}

export interface Running {
  process: ChildProcess
  ended: Promise<Ended>
  /** To the process and all that it has started, as a terminal does it. */
  signal(signal: NodeJS.Signals): void
  /** Whether the process or anything that it has started is still there. */
  isRunning(): boolean
}

/** Starts a build program (see `buildProgram`) in a process group of its own. */
export function runApart(
  program: string,
  project: Project,
  { leave = 'never', delay = 0, env = {} }: { leave?: Leave; delay?: number; env?: Record<string, string> } = {},
): Running {
  const child = spawn(process.execPath, [program, project.root, leave, String(delay)], {
    cwd: project.root,
    detached: true,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', data => {
    stdout += data
  })
  child.stderr.on('data', data => {
    stderr += data
  })
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({ code, signal, told: toldIn(stdout), stderr }))
  })
  const signal = (name: NodeJS.Signals) => {
    // It may have ended by itself.
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, name)
  }
  const isRunning = () => {
    try {
      return child.pid !== undefined && process.kill(-child.pid, 0)
    } catch {
      return false
    }
  }
  return { process: child, ended, signal, isRunning }
}

function toldIn(stdout: string): Told | undefined {
  const last = stdout.trimEnd().split('\n').at(-1) ?? ''
  return last.startsWith('{"failure"') ? (JSON.parse(last) as Told) : undefined
}
