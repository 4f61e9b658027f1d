import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { recordedPipeline } from '../support/recorded-pipeline.js'
import { renderRequest } from '../support/render-request.js'
import { entriesIn, filesIn, scratchFolder } from '../support/scratch-folder.js'

/** Processes that wait for each other, on a machine that is busy with others. */
const SLOW_MS = 120_000

const PROGRAM = fileURLToPath(new URL('../support/render-slowly.mjs', import.meta.url))
const REQUEST = 'pattern.jpg?w=300;310;320;330;340;350;360;370&format=avif'
const OUTPUTS = 8

/** Kills a process that renders as soon as it has kept some outputs. */
async function killAfter(entries: number, folder: string): Promise<void> {
  const child: ChildProcess = spawn(process.execPath, [PROGRAM, folder, REQUEST])
  const exit = once(child, 'exit')
  while (entriesIn(folder).length < entries && child.exitCode === null) await wait(1)
  child.kill('SIGKILL')
  expect(await exit).toEqual([null, 'SIGKILL'])
}

test(
  'a build that is killed loses what was in work, and nothing else',
  async () => {
    const wanted = await renderRequest(recordedPipeline().pipeline, REQUEST)
    const kills = [1, 2, 4, 6]
    let strays = 0
    for (const kept of kills) {
      const folder = scratchFolder()
      await killAfter(kept, folder)
      const entries = entriesIn(folder).length
      const left = filesIn(folder).length - entries
      expect(left).toBeGreaterThan(0)
      expect(entries).toBeGreaterThanOrEqual(kept)
      const { pipeline, reports, logger } = recordedPipeline({ cache: { dir: folder } })
      const outcomes = await renderRequest(pipeline, REQUEST)
      expect(reports).toMatchObject([{ outputs: OUTPUTS, cacheHits: entries, encodes: OUTPUTS - entries, failures: 0 }])
      expect(outcomes.map(bytesOf)).toEqual(wanted.map(bytesOf))
      expect(logger.warnings).toEqual([])
      await pipeline.sweepCache()
      strays += left
      expect(filesIn(folder).filter(file => !/(?:[0-9a-f]{32}\.img|sources\.index)$/.test(file))).toEqual([])
    }
    console.log(
      `${kills.length} builds killed: the next ones were right, made again only what was missing, and removed ${strays} files`,
    )
  },
  SLOW_MS,
)

function bytesOf(outcome: unknown): string {
  const { data } = outcome as { data: Uint8Array }
  return Buffer.from(data).toString('base64')
}
