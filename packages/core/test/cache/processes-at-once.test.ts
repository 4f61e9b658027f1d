import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { entriesIn, filesIn, scratchFolder } from '../support/scratch-folder.js'

/** Processes that wait for each other, on a machine that is busy with others. */
const SLOW_MS = 120_000

const PROGRAM = fileURLToPath(new URL('../support/build-and-count.mjs', import.meta.url))

interface Told {
  outputs: number
  decodes: number
  encodes: number
  cacheHits: number
  failures: number
  warnings: string[]
}

interface Running {
  process: ChildProcess
  told: Promise<Told | null>
}

/** Starts processes that begin at once on one folder; each tells what it did, or nothing when it was killed. */
function start(folder: string, requests: readonly (readonly string[])[]): Running[] {
  const waiting = scratchFolder()
  return requests.map(own => {
    const child = spawn(process.execPath, [PROGRAM, folder, waiting, String(requests.length), ...own])
    let stdout = ''
    child.stdout.on('data', data => {
      stdout += data
    })
    child.stderr.on('data', data => process.stderr.write(data))
    return {
      process: child,
      told: once(child, 'close').then(() => (stdout === '' ? null : (JSON.parse(stdout) as Told))),
    }
  })
}

function sum(told: readonly (Told | null)[], name: 'decodes' | 'encodes'): number {
  return told.reduce((total, one) => total + (one?.[name] ?? 0), 0)
}

const strays = (folder: string) => filesIn(folder).filter(file => !/(?:\.img|sources\.index)$/.test(file))

test(
  'four processes on an empty cache decode each source once and encode each output once',
  async () => {
    const folder = scratchFolder()
    const requests = ['pattern', 'gradient', 'small', 'alpha', 'grey'].map(name =>
      name === 'pattern' ? 'pattern.jpg?w=100;110;120;130&format=avif' : `${name}.png?w=20;24;28&format=avif`,
    )
    const told = await Promise.all(start(folder, [requests, requests, requests, requests]).map(({ told }) => told))
    for (const one of told) expect(one).toMatchObject({ outputs: 16, failures: 0, warnings: [] })
    expect([sum(told, 'encodes'), sum(told, 'decodes')]).toEqual([16, 5])
    expect(strays(folder)).toEqual([])
    console.log(
      `4 processes, 16 outputs of 5 pictures: ${sum(told, 'encodes')} encodes, ${sum(told, 'decodes')} decodes in sum`,
    )
  },
  SLOW_MS,
)

test(
  'processes that want different outputs of one source encode each output once',
  async () => {
    const folder = scratchFolder()
    const wanted = ['200;210', '210;220', '200;220;230', '230;240'].map(widths => [
      `pattern.jpg?w=${widths}&format=avif`,
    ])
    const told = await Promise.all(start(folder, wanted).map(({ told }) => told))
    for (const one of told) expect(one).toMatchObject({ failures: 0, warnings: [] })
    expect(sum(told, 'encodes')).toBe(5)
  },
  SLOW_MS,
)

test(
  'a process that is killed while others wait for it loses what was in work; one of the others makes the rest',
  async () => {
    const request = ['pattern.jpg?w=300;310;320;330;340;350;360;370&format=avif']
    let killed = 0
    for (const made of [0, 2, 5]) {
      const folder = scratchFolder()
      const running = start(folder, [request, request, request])
      const owner = await ownerIn(folder)
      while (entriesIn(folder).length < made) await wait(2)
      running.find(one => one.process.pid === owner)?.process.kill('SIGKILL')
      const told = await Promise.all(running.map(({ told }) => told))
      const others = told.filter(one => one !== null)
      expect(others).toHaveLength(2)
      killed++
      for (const one of others) expect(one).toMatchObject({ outputs: 8, failures: 0, warnings: [] })
      // Nothing twice among those who live; of the killed one's, what it had kept is not made again.
      expect(sum(others, 'encodes')).toBeLessThanOrEqual(8 - made)
      expect(entriesIn(folder)).toHaveLength(8)
      expect(strays(folder)).toEqual([])
    }
    console.log(`${killed} owners of claims killed: their work was taken over, each rest once`)
  },
  SLOW_MS,
)

test(
  'a process that is stopped while another waits for it is waited for half a minute, and goes on when it wakes',
  async () => {
    const request = ['pattern.jpg?w=300;310;320;330&format=avif']
    const folder = scratchFolder()
    const running = start(folder, [request, request])
    const owner = await ownerIn(folder)
    const [stopped, other] = running[0]?.process.pid === owner ? running : running.toReversed()
    stopped?.process.kill('SIGSTOP')
    const began = performance.now()
    expect(await other?.told).toMatchObject({ outputs: 4, failures: 0, warnings: [] })
    expect(performance.now() - began).toBeLessThan(90_000)
    stopped?.process.kill('SIGCONT')
    expect(await stopped?.told).toMatchObject({ outputs: 4, failures: 0, warnings: [] })
    expect(entriesIn(folder)).toHaveLength(4)
  },
  SLOW_MS,
)

/** The number of the process that has claimed a source, once there is one. */
async function ownerIn(folder: string): Promise<number> {
  for (;;) {
    try {
      const [claim = ''] = readdirSync(join(folder, 'v3/claims'))
      const { session } = JSON.parse(readFileSync(join(folder, 'v3/claims', claim), 'utf8'))
      return JSON.parse(readFileSync(join(folder, 'v3/running', session, 'process'), 'utf8')).pid
    } catch {
      await wait(2)
    }
  }
}
