import { describe, expect, test } from 'vitest'
import { BAD_IMPORTS, badFiles } from '../support/bad-images.js'
import { fixture } from '../support/fixture.js'
import { HOSTS } from '../support/hosts.js'
import { filesBelow, Project } from '../support/project.js'

/** A sound image in the entry, and a module that imports others one on each line, the first on line 3. */
function projectWith(requests: readonly string[], files: Readonly<Record<string, Uint8Array>>): Project {
  const imports = requests.map((request, index) => `import image${index} from '${request}'\n`).join('')
  const names = requests.map((_, index) => `image${index}`).join(', ')
  return new Project({
    ...files,
    'src/good.jpg': fixture('a.jpg'),
    'src/entry.js': "export { default as good } from './good.jpg?w=310&format=webp'\nexport * from './gallery.js'\n",
    'src/gallery.js': `// Photographs.\n\n${imports}\nexport const gallery = [${names}]\n`,
  })
}

/** That a text names a line of the importing module and shows it with a mark under the request. */
function expectPlace(text: string, line: number, request: string): void {
  expect(text).toMatch(new RegExp(`src[\\\\/]gallery\\.js[ :(]+${line}[:)]`))
  const before = `import image${line - 3} from `
  const shown = literally(`${line} | ${before}'${request}'`)
  const carets = ` {${before.length + 1}}\\^{${request.length + 2}}`
  expect(text, 'a code frame').toMatch(new RegExp(`${shown}\\n *\\|${carets}\\n`))
}

function literally(text: string): string {
  return text.replaceAll(/[.*+?^$()|[\]{}\\]/g, '\\$&')
}

/** These make images while modules are still loaded, or hear of failures when files are there. */
const MAKES_EARLY = ['esbuild', 'bun', 'farm']

describe.each(HOSTS.filter(({ name }) => !MAKES_EARLY.includes(name)))('$name', host => {
  test('what headers and queries tell fails the build before anything is made', async () => {
    const project = projectWith(
      BAD_IMPORTS.map(({ request }) => request),
      badFiles(BAD_IMPORTS),
    )
    const { failure, batches } = await host.build(project)
    for (const { rule, what } of BAD_IMPORTS.filter(({ inHeader }) => inHeader)) expect(failure, what).toMatch(rule)
    expect(failure).not.toContain('SOURCE_TRUNCATED')
    expect(batches).toEqual([])
  })

  test('nothing is made where the build fails for another reason', async () => {
    const project = projectWith(['./good.jpg?w=320&format=webp'], {})
    project.write({ 'src/entry.js': "export * from './gallery.js'\nimport './nothing.js'\n" })
    const { failure, batches } = await host.build(project)
    expect(failure).toMatch(/nothing\.js/)
    expect(batches).toEqual([])
  })
})

describe.each(HOSTS)('$name', host => {
  test.each(BAD_IMPORTS)('$what: the error names the place, the rule and the value', async bad => {
    const { failure } = await host.build(projectWith([bad.request], badFiles([bad])))
    expect(failure).not.toBeNull()
    expectPlace(failure ?? '', 3, bad.request)
    expect(failure).toMatch(bad.rule)
    expect(failure).toMatch(bad.value)
    expect(failure).toContain(`[${bad.code}]`)
    expect(failure).not.toContain('good.jpg')
  })

  test('carets stand under the part of the query that is wrong', async () => {
    const request = './sound.jpg?w=310&format=wepb&quality=0&as=img'
    const { failure } = await host.build(projectWith([request], badFiles(BAD_IMPORTS)))
    const lines = (failure ?? '').split('\n')
    const shown = lines.findIndex(line => line.trim() === request)
    const [indent = ''] = /^ */.exec(lines[shown] ?? '') ?? []
    expect(lines[shown + 1], failure ?? '').toBe(`${indent}                  ^^^^^^^^^^^ ^^^^^^^^^`)
    expect(failure).toMatch(/"wepb"; did you mean webp\?/)
    expect(failure).toMatch(/quality must be an integer from 1 to 100.*"0"/)
  })

  test('several bad images are all told in one report, in the order of the code', async () => {
    const project = projectWith(
      BAD_IMPORTS.map(({ request }) => request),
      badFiles(BAD_IMPORTS),
    )
    const { failure, batches } = await host.build(project, { keepGoing: true })
    const text = failure ?? ''
    for (const [index, bad] of BAD_IMPORTS.entries()) {
      expectPlace(text, index + 3, bad.request)
      expect(text).toMatch(bad.rule)
      expect(text).toMatch(bad.value)
      expect(text.split(`[${bad.code}]`).length - 1, bad.code).toBe(
        BAD_IMPORTS.filter(({ code }) => code === bad.code).length,
      )
    }
    expect(text).not.toContain('good.jpg')
    // Bundlers that take errors one by one have an order of their own.
    if (host.tellsEach !== true) {
      const lines = [...text.matchAll(/^\d+\) src.gallery\.js:(\d+):/gm)].map(([, line]) => Number(line))
      expect(lines).toEqual(BAD_IMPORTS.map((_, index) => index + 3))
    }
    // What is sound was made all the same, in the same batch as what turned out bad only then.
    expect(batches).toEqual([expect.objectContaining({ images: 2, encodes: 1, failures: 1 })])
  })

  test('an import with many outputs has one error', async () => {
    const request = './truncated.jpg?w=20;40&format=avif;webp;jpg&as=picture'
    const { failure } = await host.build(projectWith([request], badFiles(BAD_IMPORTS)))
    expectPlace(failure ?? '', 3, request)
    expect((failure ?? '').split('[SOURCE_TRUNCATED]').length - 1).toBe(1)
  })

  test('no part of a failed image is written', async () => {
    const project = projectWith(['./truncated.jpg?w=20;40&format=webp&as=srcset'], badFiles(BAD_IMPORTS))
    await host.build(project)
    expect(filesBelow(project.path('dist')).filter(file => file.includes('truncated'))).toEqual([])
  })

  test('a bad image is told too when the build fails for another reason', async () => {
    const project = projectWith(['./missing.jpg?w=40'], {})
    project.write({ 'src/entry.js': "export { nothing } from './gallery.js'\n" })
    const built = await host.build(project)
    expect(built.failure).not.toBeNull()
    expect(`${built.failure}\n${built.warnings}`).toMatch(
      /src[\\/]gallery\.js:3:\d+.* There is no file .*missing\.jpg \[SOURCE_NOT_FOUND\]\n *\.\/missing\.jpg\?w=40(\n|$)/s,
    )
  })

  test('a cache folder that cannot be written is warned of once, and the build goes on without it', async () => {
    const project = projectWith(['./good.jpg?w=320;330&format=webp'], { blocked: fixture('small.png') })
    const built = await host.build(project, { cache: { dir: project.path('blocked/cache') } })
    expect(built.failure).toBeNull()
    expect(built.warnings).toMatch(/cache folder .*blocked[\\/]cache cannot be written .*building without it/)
    expect(built.warnings.match(/cannot be written/g)?.length).toBe(1)
    expect(built.batches).toEqual([expect.objectContaining({ encodes: 3, failures: 0 })])
    expect(filesBelow(project.path('dist')).filter(file => file.endsWith('.webp')).length).toBe(3)
  })
})
