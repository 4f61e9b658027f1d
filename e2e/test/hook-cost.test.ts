import lazyImage from '@lazy-image/vite-plugin'
import type { Plugin } from 'vite'
import { describe, expect, test } from 'vitest'
import { fixture } from '../support/fixture.js'
import { libraryBuild, recordedLogger, VITES, type Vite } from '../support/hosts/vite.js'
import { Project } from '../support/project.js'

/** A plugin whose hooks are counted as they are called, by name. */
function counted(plugin: Plugin): { plugin: Plugin; calls: Record<string, number> } {
  const calls: Record<string, number> = {}
  const entries = Object.entries(plugin).map(([name, hook]) => {
    const handler: unknown = typeof hook === 'function' ? hook : hook?.handler
    if (typeof handler !== 'function') return [name, hook]
    const count = function (this: unknown, ...values: unknown[]) {
      calls[name] = (calls[name] ?? 0) + 1
      return handler.apply(this, values)
    }
    return [name, typeof hook === 'function' ? count : { ...hook, handler: count }]
  })
  return { plugin: Object.fromEntries(entries), calls }
}

/** Modules in a row, each of which imports the next. */
function projectOf(modules: number, last = 'export const last = 1\n'): Project {
  const files = Array.from({ length: modules }, (_, index) => [
    `src/m${index}.js`,
    index === modules - 1 ? last : `export * from './m${index + 1}.js'\nexport const v${index} = '${index}.jpg'\n`,
  ])
  return new Project({
    'src/a.jpg': fixture('a.jpg'),
    'src/entry.js': "export * from './m0.js'\n",
    ...Object.fromEntries(files),
  })
}

async function countCalls(vite: Vite, project: Project): Promise<Record<string, number>> {
  const { plugin, calls } = counted(lazyImage({ cache: false }))
  await vite.build({
    root: project.root,
    configFile: false,
    logLevel: 'warn',
    customLogger: recordedLogger(),
    plugins: [plugin],
    build: libraryBuild(project),
  })
  return calls
}

describe.each(Object.entries(VITES))('%s', (_, vite) => {
  test('modules without a picture call no hook of ours, however many there are', async () => {
    const few = await countCalls(vite, projectOf(3))
    const many = await countCalls(vite, projectOf(300))
    expect(few['resolveId'] ?? 0).toBe(0)
    expect(few['load'] ?? 0).toBe(0)
    expect(few['transform'] ?? 0).toBe(0)
    expect(many).toEqual(few)
  })

  test('a picture calls for itself alone', async () => {
    const few = await countCalls(vite, projectOf(3, "export { default } from './a.jpg?w=20'\n"))
    const many = await countCalls(vite, projectOf(300, "export { default } from './a.jpg?w=20'\n"))
    expect(few['load']).toBe(1)
    expect(many).toEqual(few)
  })
})
