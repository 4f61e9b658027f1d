import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'

const FOLDER = fileURLToPath(new URL('fixtures/types', import.meta.url))
const TSC = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')

/** Files and lines that the compiler refuses. */
let refused: string[]
beforeAll(async () => {
  const told = await new Promise<string>(resolve =>
    execFile(process.execPath, [TSC, '--project', FOLDER, '--pretty', 'false'], { cwd: FOLDER }, (_error, stdout) =>
      resolve(stdout),
    ),
  )
  refused = [...told.matchAll(/^(\S+?)\((\d+),\d+\): error/gm)].map(([, file, line]) => `${file}:${line}`)
}, 120_000)

test.each(['react.tsx', 'vue.ts', 'solid.tsx', 'svelte.ts', 'web.ts'])(
  'a picture without alt is an error of TypeScript, and one with an empty alt is none: %s',
  name => {
    const lines = readFileSync(join(FOLDER, name), 'utf8').split('\n')
    const wrong = lines.flatMap((line, index) =>
      /\/[/*] refused(?: \*\/\})?$/.test(line) ? [`${name}:${index + 1}`] : [],
    )
    expect(wrong.length).toBeGreaterThan(1)
    expect([...new Set(refused.filter(place => place.startsWith(`${name}:`)))]).toEqual(wrong)
  },
)

test('nothing else is refused', () => {
  const names = readdirSync(FOLDER)
  expect(refused.filter(place => !names.includes(place.split(':')[0] ?? ''))).toEqual([])
})
