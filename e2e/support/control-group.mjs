import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * What a group and the one around it may use; undefined for no limit.
 *
 * @typedef {{ memoryBytes?: number | undefined, parentMemoryBytes?: number | undefined, processors?: number | undefined }} GroupLimits
 *
 * What became of a program in a group. `kills`: processes that the system ended for want of memory.
 * `peakBytes`: the most that the group was charged with, files that the system keeps in memory included.
 *
 * @typedef {{ code: number | null, signal: string | null, stdout: string, stderr: string, kills: number, peakBytes: number }} GroupRun
 */

/** How each version of control groups writes what is needed here. */
const VERSIONS = {
  1: {
    /** @param {string} controller */
    mount: controller => new RegExp(` (\\S+) \\S+ - cgroup \\S+ \\S*\\b${controller}\\b(?!acct|set)`, 'm'),
    /** @param {string} controller */
    path: controller => new RegExp(`^\\d+:(?:[^:]*,)?${controller}(?:,[^:]*)?:(.+)$`, 'm'),
    /** @param {number} bytes @returns {[string, string][]} */
    memory: bytes => [['memory.limit_in_bytes', String(bytes)]],
    /** @param {number} processors @returns {[string, string][]} */
    cpu: processors => [
      ['cpu.cfs_period_us', '100000'],
      ['cpu.cfs_quota_us', String(Math.round(processors * 100_000))],
    ],
    peak: 'memory.max_usage_in_bytes',
    kills: 'memory.oom_control',
  },
  2: {
    mount: () => / (\S+) \S+ - cgroup2 /m,
    path: () => /^0::(.+)$/m,
    /** @param {number} bytes @returns {[string, string][]} */
    memory: bytes => [
      ['memory.max', String(bytes)],
      ['memory.swap.max', '0'],
    ],
    /** @param {number} processors @returns {[string, string][]} */
    cpu: processors => [['cpu.max', `${Math.round(processors * 100_000)} 100000`]],
    peak: 'memory.peak',
    kills: 'memory.events',
  },
}

let made = 0

/** A control group of this machine's, with one around it. */
export class ControlGroup {
  /** Folders of the group, one for each hierarchy; the first limits memory. @type {string[]} */
  #folders
  #version

  /** @param {GroupLimits} limits @throws {Error} where this process may make none. */
  constructor({ memoryBytes, parentMemoryBytes, processors }) {
    const version = VERSIONS[findFolder(1, 'memory') === undefined ? 2 : 1]
    this.#version = version
    this.#folders = []
    try {
      const memory = this.#make('memory')
      if (parentMemoryBytes !== undefined) write(dirname(memory), version.memory(parentMemoryBytes))
      if (memoryBytes !== undefined) write(memory, version.memory(memoryBytes))
      if (processors !== undefined) {
        write(version === VERSIONS[1] ? this.#make('cpu') : memory, version.cpu(processors))
      }
    } catch (error) {
      this.remove()
      throw error
    }
  }

  /** @param {'memory' | 'cpu'} controller @returns {string} the folder of the group. */
  #make(controller) {
    const version = this.#version === VERSIONS[1] ? 1 : 2
    const around = findFolder(version, controller)
    if (around === undefined) throw new Error(`no control groups limit ${controller} here`)
    const parent = join(around, `lazy-image-${process.pid}-${made++}`)
    const folder = join(parent, 'group')
    mkdirSync(parent)
    this.#folders.push(folder)
    if (version === 2) writeFileSync(join(parent, 'cgroup.subtree_control'), '+memory +cpu')
    mkdirSync(folder)
    return folder
  }

  /**
   * A program and its parameters as those of a shell that enters the group first.
   *
   * @param {string} program @param {readonly string[]} parameters @returns {[string, string[]]}
   */
  entering(program, parameters) {
    const enter = 'while [ "$1" != -- ]; do echo $$ > "$1/cgroup.procs" || exit 99; shift; done; shift; exec "$@"'
    return ['sh', ['-c', enter, 'sh', ...this.#folders, '--', program, ...parameters]]
  }

  /**
   * Runs a program in the group.
   *
   * @param {string} program @param {readonly string[]} parameters @param {import('node:child_process').SpawnOptions} [options]
   * @returns {Promise<GroupRun>}
   */
  run(program, parameters, options = {}) {
    const [shell, entering] = this.entering(program, parameters)
    return new Promise((resolve, reject) => {
      const child = spawn(shell, entering, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
      let stdout = ''
      let stderr = ''
      child.stdout?.setEncoding('utf8').on('data', text => {
        stdout += text
      })
      child.stderr?.setEncoding('utf8').on('data', text => {
        stderr += text
      })
      child.on('error', reject)
      child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr, ...this.told() }))
    })
  }

  /** What the group tells of its processes so far. */
  told() {
    const [memory = ''] = this.#folders
    const kills = /^oom_kill (\d+)$/m.exec(readFileSync(join(memory, this.#version.kills), 'utf8'))?.[1]
    return { kills: Number(kills ?? 0), peakBytes: Number(readOr(join(memory, this.#version.peak), '0')) }
  }

  /** Takes the group away, which must hold no process any more. */
  remove() {
    for (const folder of this.#folders) {
      for (const each of [folder, dirname(folder)]) {
        try {
          rmdirSync(each)
        } catch {
          // It was not made, or the system still counts what a dead process held.
        }
      }
    }
  }
}

/** Why this process can make no control groups; undefined where it can. */
export function whyNoControlGroups() {
  try {
    new ControlGroup({ memoryBytes: 2 ** 30, processors: 1 }).remove()
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/**
 * The folder of the group that this process is in, where one of this version limits `controller`; in version 2 the one at
 * the top, because a group with processes has none below it.
 *
 * @param {1 | 2} version @param {'memory' | 'cpu'} controller
 */
function findFolder(version, controller) {
  const [mounts, groups] = ['mountinfo', 'cgroup'].map(file => readOr(`/proc/self/${file}`, ''))
  const { mount, path } = VERSIONS[version]
  const folder = mount(controller).exec(mounts ?? '')?.[1]
  if (folder === undefined) return undefined
  if (version === 2) return folder
  const own = path(controller).exec(groups ?? '')?.[1]
  return own === undefined ? undefined : join(folder, own)
}

/** @param {string} folder @param {[string, string][]} settings */
function write(folder, settings) {
  for (const [file, text] of settings) {
    try {
      writeFileSync(join(folder, file), text)
    } catch (error) {
      // A system without swap has no setting for it.
      if (!file.includes('swap')) throw error
    }
  }
}

/** @param {string} file @param {string} otherwise */
function readOr(file, otherwise) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return otherwise
  }
}
