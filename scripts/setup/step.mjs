import { spawn } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** A failure whose message is all there is to say: no stack is printed for it. */
export class StepError extends Error {
  name = 'StepError'
}

/**
 * Does one step and says what it is and how long it took.
 *
 * @param {string} title what the step does, as a noun phrase.
 * @param {(begin: () => void) => Promise<string | undefined>} work tells in a word why there was nothing to do, or nothing; calls
 *   `begin` when it knows that there is something.
 * @param {{ isQuiet?: boolean }} [how] quiet: nothing is said of a step that has nothing to do.
 */
export async function step(title, work, { isQuiet = false } = {}) {
  const started = performance.now()
  let isTold = false
  const begin = () => {
    if (!isTold) process.stderr.write(`▸ ${title} …\n`)
    isTold = true
  }
  if (!isQuiet) begin()
  const skipped = await work(begin)
  if (isQuiet && !isTold && skipped !== undefined) return
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  process.stderr.write(
    skipped === undefined ? `✔ ${title} (${seconds} s)\n` : `✔ ${title}: ${skipped} (${seconds} s)\n`,
  )
}

/**
 * Runs a command with its output shown.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<void>} rejects with {@link StepError} when the command fails.
 */
export async function run(command, args, options = {}) {
  const code = await exitCode(command, args, { stdio: 'inherit', ...options })
  if (code !== 0) throw new StepError(`${[command, ...args].join(' ')} failed (exit code ${code})`)
}

/**
 * Runs a command and gives its standard output; what it says on standard error is shown.
 *
 * @returns {Promise<string>} rejects with {@link StepError} when the command fails.
 */
export async function capture(command, args, options = {}) {
  const chunks = []
  const code = await exitCode(command, args, { stdio: ['ignore', 'pipe', 'inherit'], ...options }, chunk =>
    chunks.push(chunk),
  )
  if (code !== 0) throw new StepError(`${[command, ...args].join(' ')} failed (exit code ${code})`)
  return Buffer.concat(chunks).toString('utf8')
}

/** Whether a command can be started and succeeds; says nothing. */
export async function succeeds(command, args) {
  return (await exitCode(command, args, { stdio: 'ignore' }).catch(() => -1)) === 0
}

function exitCode(command, args, options, onData) {
  return new Promise((resolve, reject) => {
    // npm and npx are scripts on Windows, which only a shell starts.
    const shell = process.platform === 'win32' && /^(?:npm|npx)$/.test(command)
    const child = spawn(command, args, { cwd: ROOT, shell, ...options })
    child.stdout?.on('data', onData)
    child.on('error', error => reject(new StepError(`${command} cannot be started: ${error.message}`)))
    child.on('close', code => resolve(code ?? -1))
  })
}

/** Runs a script's main function; a failed step ends it with one message. */
export async function main(work) {
  try {
    await work()
  } catch (error) {
    process.stderr.write(`\n✘ ${error instanceof StepError ? error.message : error.stack}\n`)
    process.exitCode = 1
  }
}
