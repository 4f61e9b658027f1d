import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CONTESTANTS_NODE, instrument } from './places.mjs'

/**
 * What one process cost: wall-clock seconds, processor seconds of it and its descendants (user and system), and the
 * largest resident set in bytes.
 *
 * @typedef {{ wallSeconds: number, cpuSeconds: number, peakBytes: number }} Cost
 */

/**
 * Runs a script on the contestants' Node in a process of its own.
 *
 * @param {string} script absolute path.
 * @param {readonly string[]} parameters
 * @param {{ cwd: string, env?: Record<string, string>, group?: import('../e2e/support/control-group.mjs').ControlGroup }} options
 * `env` beside this process's own.
 * @returns {Promise<{ cost: Cost, stdout: string }>}
 * @throws when the script fails, with what it wrote to its error output.
 */
export async function measureScript(script, parameters, { cwd, env, group }) {
  const folder = mkdtempSync(join(tmpdir(), 'lazy-image-bench-'))
  try {
    const report = join(folder, 'report.json')
    const measuring = [instrument('measure'), [report, CONTESTANTS_NODE, script, ...parameters]]
    const [program, all] = group === undefined ? measuring : group.entering(...measuring)
    const stdout = await run(program, all, cwd, env)
    const { wallSeconds, userSeconds, systemSeconds, peakBytes } = JSON.parse(readFileSync(report, 'utf8'))
    return { cost: { wallSeconds, cpuSeconds: userSeconds + systemSeconds, peakBytes }, stdout }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The output of a script on the contestants' Node. */
export function runScript(script, parameters, { cwd, env }) {
  return run(CONTESTANTS_NODE, [script, ...parameters], cwd, env)
}

function run(program, parameters, cwd, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', text => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', text => {
      stderr += text
    })
    child.on('error', reject)
    child.on('close', code => {
      if (code === 0) resolve(stdout)
      else reject(new Error(`${parameters.slice(-2).join(' ')} ended with ${code}: ${stderr.trim() || stdout.trim()}`))
    })
  })
}
