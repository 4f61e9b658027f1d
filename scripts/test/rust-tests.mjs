import { dirname } from 'node:path'
import { capture } from '../setup/step.mjs'

const ARGS = ['test', '--release', '--locked']
/** Programs at a time: some have one long test, or wait for the pool of their process. */
const AT_ONCE = 2

/** Programs that take long, the longest first: they begin, so that none is left alone at the end. */
const LONGEST = ['hostile', 'bombs', 'memory_model', 'determinism', 'lazy_image_engine', 'budgets', 'hostile_gain_maps']

/**
 * Compiles the tests of Rust and runs their programs, two at a time, where cargo would run one after the other.
 *
 * @param {import('./closing-lines.mjs').ClosingLines} closing
 * @param {NodeJS.ProcessEnv} env
 */
export async function runRustTests(closing, env) {
  const told = await capture('cargo', [...ARGS, '--tests', '--no-run', '--message-format=json-render-diagnostics'], {
    env,
  })
  const programs = programsIn(told)
  const worker = async () => {
    for (let program = programs.shift(); program !== undefined; program = programs.shift()) {
      const { file, folder } = program
      // cargo runs them in their package's folder.
      await closing.run(file, [], /^test result:/, env, folder)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  await closing.run('cargo', [...ARGS, '--doc'], /^test result:/, env)
}

/**
 * The programs of tests that cargo has told of, in the order to run them.
 *
 * @param {string} told a message in JSON on each line.
 */
function programsIn(told) {
  const messages = told
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line))
  return messages
    .filter(({ reason, profile, executable }) => reason === 'compiler-artifact' && profile.test && executable !== null)
    .map(({ executable, manifest_path, target }) => ({
      file: executable,
      folder: dirname(manifest_path),
      rank: LONGEST.includes(target.name) ? LONGEST.indexOf(target.name) : LONGEST.length,
    }))
    .sort((a, b) => a.rank - b.rank)
}
