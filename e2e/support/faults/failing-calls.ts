import { execFileSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { scratchFolder } from '../project.js'

const SOURCE = fileURLToPath(new URL('failing-calls.c', import.meta.url))

/** What a file system says no with, and to which calls. */
export const FAULTS = {
  ENOSPC: ['create', 'write', 'mkdir'],
  EACCES: ['open', 'mkdir', 'rename'],
  EMFILE: ['open'],
  EIO: ['read', 'write', 'close'],
} as const

export interface Fault {
  error: keyof typeof FAULTS
  /** Paths that begin so. */
  folder: string
  /** Calls that go well first. */
  after: number
}

/** A disk that answers late. */
export interface Delay extends Pick<Fault, 'folder' | 'after'> {
  calls: readonly string[]
  seconds: number
}

/** A library that makes calls of a process fail (failing-calls.c); undefined where nothing can compile or preload it. */
export function failingCalls():
  | { env(fault: Fault): Record<string, string>; delayed(delay: Delay): Record<string, string>; failed(): number }
  | undefined {
  if (process.platform !== 'linux') return undefined
  const folder = scratchFolder()
  const library = join(folder, 'failing-calls.so')
  try {
    execFileSync('gcc', ['-O1', '-shared', '-fPIC', '-o', library, SOURCE, '-ldl'], { stdio: 'pipe' })
  } catch (error) {
    // A compiler that refuses it is a mistake in it.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return undefined
  }
  let log = ''
  let runs = 0
  const watch = (below: string, calls: readonly string[], after: number) => {
    log = join(folder, `log-${runs++}`)
    return {
      LD_PRELOAD: library,
      // Calls that go through a ring of the kernel's are seen by nobody.
      UV_USE_IO_URING: '0',
      FAULT_FOLDER: below,
      FAULT_CALLS: calls.join(),
      FAULT_AFTER: String(after),
      FAULT_LOG: log,
    }
  }
  return {
    env: ({ error, folder: below, after }) => ({
      ...watch(below, FAULTS[error], after),
      FAULT_ERRNO: String(constants.errno[error]),
    }),
    delayed: ({ folder: below, calls, after, seconds }) => ({
      ...watch(below, calls, after),
      FAULT_SECONDS: String(seconds),
    }),
    failed: () => (existsSync(log) ? statSync(log).size : 0),
  }
}
