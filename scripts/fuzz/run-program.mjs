import { execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * Runs a program of libFuzzer until it has used its processor time, and shows what it says.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env: NodeJS.ProcessEnv, seconds: number }} options `seconds` of processor time, the kernel's part included.
 * @returns {Promise<{ code: number, seconds: number, clock: number, executions: number, edges: number, corpus: number }>} the
 * program's exit code (0 where nothing was found), the processor time that it used and how long it ran, in s, and libFuzzer's
 * counts at the end.
 */
export async function runForProcessorTime(program, args, { env, seconds }) {
  const began = performance.now()
  const child = spawn(program, args, { env, stdio: ['ignore', 'inherit', 'pipe'] })
  let said = ''
  child.stderr.on('data', chunk => {
    process.stderr.write(chunk)
    // The counts are in the last lines.
    said = (said + chunk).slice(-20_000)
  })
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve(signal === null ? code : -1))
  })
  let over = false
  void ended.finally(() => (over = true))
  let used = 0
  while (!over) {
    used = usedSeconds(child.pid) ?? used
    // libFuzzer ends well upon this signal, between two inputs.
    if (used >= seconds) child.kill('SIGUSR1')
    await Promise.race([ended, wait(250)])
  }
  const count = pattern => Number(said.match(pattern)?.at(-1) ?? 0)
  return {
    code: await ended,
    seconds: Math.round(used),
    clock: Math.round((performance.now() - began) / 1000),
    executions: count(/stat::number_of_executed_units: *(\d+)/),
    edges: count(/[\s\S]* cov: (\d+)/),
    corpus: count(/[\s\S]* corp: (\d+)/),
  }
}

const TICKS = Number(execFileSync('getconf', ['CLK_TCK']))

function usedSeconds(pid) {
  try {
    // Behind the name, which may have spaces: state is the third field, user and system time the 14th and 15th.
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) / TICKS
  } catch {
    return undefined
  }
}
