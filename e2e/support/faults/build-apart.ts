import { setTimeout as wait } from 'node:timers/promises'
import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import type { Host } from '../hosts/host.js'
import { filesBelow, Project } from '../project.js'

/** How a build ends before its end: not at all, by an exit while images are made, or by one when it is interrupted. */
export type Leave = 'never' | 'at work' | 'when interrupted'

/** What a build told, the last line of what it prints or its thread's only message. */
export interface Told {
  failure: string | null
  warnings: string
}

/** The exit code of whoever leaves. */
export const LEFT = 7

/**
 * Builds a project of another process in a program or a thread of its own: what happens to that happens to no test.
 * Its arguments, or the thread's data: the project's root, how it leaves, after how many milliseconds of work.
 */
export async function buildApart(exported: object, name: string): Promise<void> {
  const [root = '', leave = 'never', delay = '0'] = isMainThread ? process.argv.slice(2) : (workerData as string[])
  const host = Object.values(exported)
    .flat()
    .find((one): one is Host => one?.name === name && typeof one.build === 'function')
  if (host === undefined) throw new Error(`no host is called ${name}`)
  if (leave === ('when interrupted' satisfies Leave)) process.on('SIGINT', () => process.exit(LEFT))
  if (leave === ('at work' satisfies Leave)) {
    const look = setInterval(() => {
      if (!isAtWork(root)) return
      clearInterval(look)
      setTimeout(() => process.exit(LEFT), Number(delay))
    }, 2)
  }

  const { failure, warnings } = await host.build(Project.at(root))
  // Ctrl-C ends the bundler's own process too, and this one may hear of that end before it hears the signal.
  if (leave === ('when interrupted' satisfies Leave) && failure !== null) await wait(1000)
  const told: Told = { failure, warnings }
  if (isMainThread) process.stdout.write(`\n${JSON.stringify(told)}\n`, () => process.exit(failure === null ? 0 : 1))
  else parentPort?.postMessage(told)
}

/** A batch begins by claiming in the cache folder what it makes. */
export function isAtWork(root: string): boolean {
  return filesBelow(Project.at(root).cacheFolder).some(file => /[\\/]claims[\\/]/.test(file))
}
