import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ROOT } from '../setup/step.mjs'

const check = process.argv.includes('--check')

/**
 * Writes a generated file, or with `--check` only says whether it is what would be written.
 *
 * @param {string} path relative to the repository's root.
 * @param {string} content
 */
export async function writeOrCheck(path, content) {
  const file = join(ROOT, path)
  const current = await readFile(file, 'utf8').catch(() => undefined)
  if (current === content) return
  if (check) {
    process.stderr.write(`${path} is stale: run the script that writes it again, without --check\n`)
    process.exitCode = 1
    return
  }
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, content)
  process.stdout.write(`wrote ${path}\n`)
}
