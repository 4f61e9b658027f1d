import { spawn } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'
import { ROOT, StepError } from '../setup/step.mjs'

/** Runs test runners, shows what they say, and keeps the lines in which they say how it went. */
export class ClosingLines {
  #lines = []

  /**
   * @param {string} command path relative to the repository's root, or a program's name.
   * @param {readonly string[]} args
   * @param {RegExp | undefined} pattern of the lines to keep.
   * @param {NodeJS.ProcessEnv} env
   * @param {string} cwd
   * @returns {Promise<undefined>} rejects when the runner fails.
   */
  async run(command, args, pattern, env, cwd = ROOT) {
    const shown = [command.split('/').at(-1), ...args].join(' ')
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const kept = []
    for (const [from, to] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      let rest = ''
      from.setEncoding('utf8').on('data', text => {
        to.write(text)
        const lines = (rest + text).split('\n')
        rest = lines.pop() ?? ''
        if (pattern !== undefined) kept.push(...lines.filter(line => pattern.test(stripVTControlCharacters(line))))
      })
    }
    const code = await new Promise((resolve, reject) => {
      child.on('error', error => reject(new StepError(`${shown} cannot be started: ${error.message}`)))
      child.on('close', resolve)
    })
    this.#lines.push(`${shown}: exit code ${code}`, ...kept.map(line => `  ${line.trim()}`))
    if (code !== 0) {
      this.print()
      throw new StepError(`${shown} failed`)
    }
  }

  print() {
    process.stdout.write(`\n${this.#lines.join('\n')}\n`)
  }
}
