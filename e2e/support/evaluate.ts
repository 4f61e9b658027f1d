import { execFile } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The exports of a built ES module, imported by a Node of its own. */
export async function exportsOf(file: string): Promise<Record<string, unknown>> {
  const code = `import(${JSON.stringify(pathToFileURL(file).href)}).then(all => console.log(JSON.stringify({ ...all })))`
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', code])
  return JSON.parse(stdout) as Record<string, unknown>
}
