import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** Absolute path of the repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Runs a program without a shell and gives what it wrote to stdout.
 *
 * @throws {Error} with all that the program said, when it fails.
 */
export async function run(program: string, parameters: readonly string[], cwd: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(program, parameters, { cwd, maxBuffer: 64 * 1024 * 1024 })
    return stdout
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`${program} ${parameters.join(' ')}\n${stdout}${stderr}`, { cause: error })
  }
}
