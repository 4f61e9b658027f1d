// Feeds files, and damaged copies of them, to the engine that was built here, each to a child process that may take 10 s and 1 GB:
// crashes, hangs, peaks and panics are counted, shown, and kept in target/feed-corpus; any of them makes it fail.
// usage: node scripts/feed-corpus.mjs [--copies=<damaged copies a file, 0>] [--seed=<1>] [--most-bytes=<of a file that is damaged, 200000>]
//        [--jobs=<1>] <file or folder>…

import { fork } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Tally } from './corpus/tally.mjs'
import { main, ROOT, StepError } from './setup/step.mjs'

/** Of a processor's time; on a machine that is busy with other things, or where nobody tells, a child is waited for longer. */
const MOST_MS = 10_000
const LONGEST_WAIT_MS = 120_000
const MOST_BYTES = 1024 ** 3
/** A child is killed before the machine is out of memory. */
const KILL_BYTES = 4 * MOST_BYTES
const LOOK_MS = 100

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      copies: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      jobs: { type: 'string', default: '1' },
      'most-bytes': { type: 'string', default: '200000' },
    },
  })
  const [copies, seed, jobs, mostBytes] = ['copies', 'seed', 'jobs', 'most-bytes'].map(name =>
    whole(name, values[name]),
  )
  const files = positionals.flatMap(path => filesBelow(resolve(path)))
  if (files.length === 0) throw new StepError('There is no file to feed: name files or folders')
  const tally = new Tally()
  const queue = inputs(files, { copies, seed, mostBytes })
  await Promise.all(Array.from({ length: Math.max(1, jobs) }, () => feedAll(queue, tally)))
  tally.print(files.length)
  if (tally.findings.length > 0) process.exitCode = 1
})

function whole(name, text) {
  if (/^\d+$/.test(text)) return Number(text)
  throw new StepError(`--${name} is a whole number, and not ${text}`)
}

function filesBelow(path) {
  if (!statSync(path).isDirectory()) return [path]
  const entries = readdirSync(path, { recursive: true, withFileTypes: true })
  return entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort()
}

function* inputs(files, { copies, seed, mostBytes }) {
  const small = files.filter(file => statSync(file).size <= mostBytes && statSync(file).size > 0)
  for (const file of files) if (statSync(file).size > 0) yield { file, seed: null, other: null }
  for (let copy = 0; copy < copies; copy++) {
    for (const [index, file] of small.entries()) {
      // Parts come from another file, a different one each time.
      const other = small[(index + copy + 1) % small.length]
      yield { file, seed: seed * 1_000_003 + copy * 8191 + index, other }
    }
  }
}

async function feedAll(queue, tally) {
  let child
  // A generator is shared: whoever is free takes the next.
  for (let next = queue.next(); !next.done; next = queue.next()) {
    child ??= startChild()
    const verdict = await feed(child, next.value)
    tally.add(next.value, verdict)
    if (verdict.isOver) child = undefined
  }
  child?.kill('SIGKILL')
}

function startChild() {
  const child = fork(join(ROOT, 'scripts/corpus/feed-one.mjs'), { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  child.stderr.on('data', data => {
    child.words = `${child.words ?? ''}${data}`.slice(-4000)
  })
  return child
}

function feed(child, input) {
  return new Promise(resolve => {
    const started = { ms: Date.now(), busyMs: busyMs(child.pid) }
    child.words = ''
    const watch = setInterval(() => {
      const passed = { ms: Date.now() - started.ms, busyMs: busyMs(child.pid) - started.busyMs }
      if (passed.busyMs > MOST_MS) end('hang', `still at work after ${MOST_MS / 1000} s of processor time`)
      else if (passed.ms > LONGEST_WAIT_MS) end('hang', `no answer in ${LONGEST_WAIT_MS / 1000} s`)
      else if (residentBytes(child.pid) > KILL_BYTES) end('peak', `above ${KILL_BYTES >> 20} MB, killed`)
    }, LOOK_MS)
    const stop = () => {
      clearInterval(watch)
      child.removeAllListeners('message')
      child.removeAllListeners('exit')
    }
    const end = (kind, told) => {
      stop()
      child.kill('SIGKILL')
      resolve({ findings: [{ kind, told }], results: [], isOver: true })
    }
    child.on('exit', (code, signal) => end('crash', `${signal ?? `exit code ${code}`} ${child.words}`))
    child.on('message', ({ results, peakBytes }) => {
      stop()
      const findings = [...new Set(results.filter(result => /panicked|ENGINE_FAILURE|NO_CODE/.test(result)))].map(
        told => ({
          kind: 'panic',
          told,
        }),
      )
      if (peakBytes > MOST_BYTES) findings.push({ kind: 'peak', told: `${peakBytes >> 20} MB above rest` })
      resolve({ findings, results, isOver: false })
    })
    child.send(input)
  })
}

/** What a process has taken of processors so far. */
function busyMs(id) {
  try {
    // Behind the name, which may hold anything: user and system time are the 14th and 15th of all fields, in hundredths of a second.
    const fields = readFileSync(`/proc/${id}/stat`, 'latin1').split(') ').at(-1).split(' ')
    return (Number(fields[11]) + Number(fields[12])) * 10
  } catch {
    return 0
  }
}

function residentBytes(id) {
  try {
    return Number(readFileSync(`/proc/${id}/statm`, 'latin1').split(' ')[1]) * 4096
  } catch {
    return 0
  }
}
