import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Microseconds in which a share is given out. */
const PERIOD_US = 100_000

/**
 * Holds processes to a share of one processor, each in a control group of its own. Where none can be made, in stops and goes of
 * 100 ms (SIGSTOP, SIGCONT), which is as good on average and coarser.
 */
export class ProcessorShare {
  #share
  #kind = findKind()
  /** @type {Map<number, { folder: string } | { timer: NodeJS.Timeout }>} */
  #held = new Map()

  /** @param {number} share of one processor, above 0 and at most 1 */
  constructor(share) {
    this.#share = share
  }

  /** How it is done, for reports. */
  get name() {
    if (this.#kind === null) return 'SIGSTOP for the rest of every 100 ms'
    return this.#kind.version === 2 ? 'control group v2, cpu.max' : 'control group v1, cpu.cfs_quota_us'
  }

  /** @param {number} pid with all its threads */
  hold(pid) {
    if (this.#kind === null) {
      this.#held.set(pid, { timer: stopAndGo(pid, this.#share) })
      return
    }
    const folder = this.#group(pid)
    const quota = Math.round(this.#share * PERIOD_US)
    if (this.#kind.version === 2) writeFileSync(join(folder, 'cpu.max'), `${quota} ${PERIOD_US}`)
    else {
      writeFileSync(join(folder, 'cpu.cfs_period_us'), String(PERIOD_US))
      writeFileSync(join(folder, 'cpu.cfs_quota_us'), String(quota))
    }
    this.#enter(folder, pid)
  }

  /**
   * Puts a process, and what it starts from then on, before what else the machine does, without a limit: what is not measured
   * must not be waited for. Nothing where there are no control groups.
   *
   * @param {number} pid
   */
  favour(pid) {
    if (this.#kind !== null) this.#enter(this.#group(pid), pid)
  }

  /** @param {number} pid */
  #group(pid) {
    const folder = join(this.#kind?.folder ?? '', `lazy-image-${pid}`)
    mkdirSync(folder)
    // What is given out must be had on a machine that does much else.
    const weight = join(folder, this.#kind?.version === 2 ? 'cpu.weight' : 'cpu.shares')
    if (existsSync(weight)) writeFileSync(weight, '10000')
    return folder
  }

  /** @param {string} folder @param {number} pid */
  #enter(folder, pid) {
    writeFileSync(join(folder, 'cgroup.procs'), String(pid))
    this.#held.set(pid, { folder })
  }

  /** To be called when the process has ended. @param {number} pid */
  release(pid) {
    const held = this.#held.get(pid)
    this.#held.delete(pid)
    if (held === undefined) return
    if ('timer' in held) clearInterval(held.timer)
    else remove(held.folder)
  }
}

/** @param {string} folder */
function remove(folder, tries = 20) {
  try {
    rmdirSync(folder)
  } catch {
    // The last thread may be about to leave it.
    if (tries > 0) setTimeout(() => remove(folder, tries - 1), 50)
  }
}

/** Where groups can be made, and of which version; null where they cannot. */
function findKind() {
  const candidates = [
    { version: 2, folder: '/sys/fs/cgroup' },
    { version: 1, folder: '/sys/fs/cgroup/cpu' },
  ]
  return candidates.find(({ version, folder }) => canLimit(folder, version)) ?? null
}

/** @param {string} folder @param {number} version */
function canLimit(folder, version) {
  const probe = join(folder, `lazy-image-probe-${process.pid}`)
  try {
    if (version === 2 && !readFileSync(join(folder, 'cgroup.subtree_control'), 'utf8').includes('cpu')) return false
    mkdirSync(probe)
  } catch {
    return false
  }
  const isThere = existsSync(join(probe, version === 2 ? 'cpu.max' : 'cpu.cfs_quota_us'))
  remove(probe)
  return isThere
}

/** @param {number} pid @param {number} share */
function stopAndGo(pid, share) {
  const period = PERIOD_US / 1000
  return setInterval(() => {
    try {
      process.kill(pid, 'SIGCONT')
      setTimeout(() => process.kill(pid, 'SIGSTOP'), share * period).unref()
    } catch {
      // It has ended.
    }
  }, period)
}
