import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Pipeline, silentLogger, transformImport } from '@lazy-image/core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { ImageLocator } from '../../core/dist/declarations/image-locator.js'
import { moduleCode } from '../../core/dist/module/module-code.js'
import { loadOptions } from '../dist/load-options.js'
import { COMPILERS, errorsOf } from './support/compilers.js'
import { run } from './support/run.js'
import { remove, sampleProject } from './support/sample-project.js'

vi.setConfig({ testTimeout: 60_000 })

const root = sampleProject()
afterAll(() => remove(root))

/** The specifiers of the imports in a file of the project. */
function specifiersIn(file: string): string[] {
  const imports = readFileSync(join(root, file), 'utf8').matchAll(/^import .* from (['"])(.+)\1$/gm)
  return [...imports].map(([, , specifier = '']) => specifier).filter(specifier => specifier.includes('?'))
}

beforeAll(async () => {
  expect(await run(root, 'types')).toMatchObject({ code: 0, complained: '' })
})

test('every specifier is declared, each once', () => {
  const specifiers = new Set(specifiersIn('src/right-uses.ts'))
  expect(specifiers.size).toBe(42)
  const names = readFileSync(join(root, 'lazy-image.d.ts'), 'utf8').match(/^declare module /gm)
  expect(names).toHaveLength(42)
})

describe.each(COMPILERS)('%s', (_name, tsc) => {
  test('gives every import exactly its type, and finds 10 wrong uses, each where it is', async () => {
    const lines = readFileSync(join(root, 'src/wrong-uses.ts'), 'utf8').split('\n')
    const wrong = lines.flatMap((line, index) => (line.startsWith('// wrong') ? [index + 2] : []))
    expect(wrong).toHaveLength(10)
    const errors = await errorsOf(tsc, root)
    expect(errors.filter(({ file }) => file !== 'src/wrong-uses.ts')).toEqual([])
    expect(errors.map(({ line }) => line)).toEqual(wrong)
  })

  test('takes what the imports really evaluate to for their types, no key missing and none too many', async () => {
    const { pipeline, locator } = await projectPipeline()
    const specifiers = specifiersIn('src/right-uses.ts')
    const file = join(root, 'src/right-uses.ts')
    const values = await Promise.all(
      specifiers.map(async specifier => {
        const { value } = await transformImport(pipeline, locator.locate(specifier, file) ?? specifier)
        return JSON.stringify(value)
      }),
    )
    const typeOf = (specifier: string) => `(typeof import(${JSON.stringify(specifier)}))['default']`
    const lines = specifiers.map(
      (specifier, index) => `export const v${index}: ${typeOf(specifier)} = ${values[index]}`,
    )
    writeFileSync(join(root, 'src/values.ts'), `${lines.join('\n')}\n`)
    const errors = (await errorsOf(tsc, root)).filter(({ file: name }) => name === 'src/values.ts')
    rmSync(join(root, 'src/values.ts'))
    expect(errors.map(({ line, message }) => `${specifiers[line - 1]}: ${message}`)).toEqual([])
  })

  test('exports by name what the modules really export, and no more', async () => {
    const { pipeline, locator } = await projectPipeline()
    const file = join(root, 'src/right-uses.ts')
    const specifiers = specifiersIn('src/right-uses.ts')
    const lines = await Promise.all(
      specifiers.map(async (specifier, index) => {
        const planned = await pipeline.plan(locator.locate(specifier, file) ?? specifier)
        if (planned === null) throw new Error(`${specifier} is left to the bundler`)
        const code = moduleCode(planned.value, { url: () => '""', read: () => '""' }, pipeline.options)
        const names = [...code.matchAll(/export \{ \w+ as (.+) \}/g)].map(([, name = '']) => JSON.stringify(name))
        const module = `keyof typeof import(${JSON.stringify(specifier)})`
        return `export const v${index}: Same<${module}, ${[...names, '"default"'].join(' | ')}> = true`
      }),
    )
    writeFileSync(join(root, 'src/names.ts'), `import type { Same } from './exactly.js'\n${lines.join('\n')}\n`)
    const errors = (await errorsOf(tsc, root)).filter(({ file: name }) => name === 'src/names.ts')
    rmSync(join(root, 'src/names.ts'))
    expect(errors.map(({ line, message }) => `${specifiers[line - 2]}: ${message}`)).toEqual([])
  })
})

async function projectPipeline(): Promise<{ pipeline: Pipeline; locator: ImageLocator }> {
  const options = await loadOptions(root, undefined)
  return {
    pipeline: new Pipeline({ ...options, logger: silentLogger }, root),
    locator: new ImageLocator(root, {}),
  }
}
