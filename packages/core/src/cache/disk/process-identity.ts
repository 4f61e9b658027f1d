import { createHash } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/** A process, so that another one can tell whether it still runs. */
export interface ProcessIdentity {
  /** Equal where process numbers mean the same: one boot of one machine, one container. */
  machine: string
  pid: number
  /** When it began, in the system's own count, which tells it from a later one of the same number; null where unknown. */
  started: string | null
}

let own: ProcessIdentity | undefined

export function thisProcess(): ProcessIdentity {
  own ??= { machine: machineId(), pid: process.pid, started: startOf(process.pid) }
  return own
}

/** Whether a process has ended; undefined where that cannot be known here. */
export function hasEnded({ machine, pid, started }: ProcessIdentity): boolean | undefined {
  if (machine !== thisProcess().machine) return undefined
  if (!isAlive(pid)) return true
  if (started === null) return undefined
  return startOf(pid) !== started
}

export function parseIdentity(text: string): ProcessIdentity | undefined {
  try {
    const { machine, pid, started } = JSON.parse(text)
    const isWhole =
      typeof machine === 'string' &&
      Number.isSafeInteger(pid) &&
      pid > 0 &&
      (started === null || typeof started === 'string')
    return isWhole ? { machine, pid, started } : undefined
  } catch {
    return undefined
  }
}

/** Containers often share a name, and always number their processes anew. */
function machineId(): string {
  const parts = [
    hostname(),
    read(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
    read(() => readlinkSync('/proc/self/ns/pid')),
  ]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)
}

/** The 22nd field of what Linux tells; the second, its name, may hold anything. None of a process that is dead and not yet buried. */
function startOf(pid: number): string | null {
  const stat = read(() => readFileSync(`/proc/${pid}/stat`, 'latin1'))
  const [state, ...fields] = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? []
  return state === undefined || /[ZX]/.test(state) ? null : (fields[18] ?? null)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function read(look: () => string): string | null {
  try {
    return look()
  } catch {
    return null
  }
}
