import { fileURLToPath } from 'node:url'
import { bytesExpression, evaluate, findTokens, moduleCode, Pipeline, silentLogger } from '@lazy-image/core'
import { minify as minifyByTerser } from 'terser'
import { minify as minifyByOxc } from 'vite'
import { describe, expect, test } from 'vitest'

const IMAGE = fileURLToPath(new URL('../../core/test/fixtures/pattern.jpg', import.meta.url))
const ROOT = fileURLToPath(new URL('..', import.meta.url))

const pipeline = new Pipeline({ cache: false, logger: silentLogger })
const { value } = await pipeline.plan(`${IMAGE}?w=40;60&format=webp;jpg&as=metadata:size;width;src`)
const module = moduleCode(value, {
  url: ({ fileName }) => JSON.stringify(fileName),
  bytes: image => bytesExpression(pipeline.recipeOf(image), ROOT),
})
const sizeOf = (key: string) => Number.parseInt(key.slice(0, 6), 16)
const expected = evaluate(value, {
  url: ({ fileName }) => fileName,
  bytes: image => sizeOf(pipeline.recipeOf(image).key),
})

const minifiers: [string, (code: string) => Promise<string>][] = [
  ['Oxc', async code => (await minifyByOxc('chunk.js', code, { module: true })).code],
  [
    'Terser',
    async code =>
      (await minifyByTerser(code, { module: true, toplevel: true, compress: { passes: 3, unsafe: true } })).code ?? '',
  ],
]

describe.each(minifiers)('a size in code minified by %s', (_, minify) => {
  test('is found and becomes the number', async () => {
    expect(await runFilled(await minify(module))).toEqual(expected)
  })

  test('becomes the number where it was folded into a text, compared and added', async () => {
    const use = module.replace(
      'export default image',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: code of the module under test
      'const [a, b] = image;\nexport default [`${a.size} bytes`, a.size > b.size ? "a" : "b", a.size + 1, typeof a.size]',
    )
    const [first, second] = (expected as { size: number }[]).map(({ size }) => size)
    if (first === undefined || second === undefined) throw new Error('two sizes were expected')
    expect(await runFilled(await minify(use))).toEqual([
      `${first} bytes`,
      first > second ? 'a' : 'b',
      first + 1,
      'number',
    ])
  })
})

/** The default export of the code with its tokens filled in. */
async function runFilled(code: string): Promise<unknown> {
  const tokens = findTokens(code, ROOT)
  expect(tokens.length).toBeGreaterThan(0)
  let filled = code
  for (const { recipe, start, end } of tokens.reverse()) {
    filled = filled.slice(0, start) + String(sizeOf(recipe.key)) + filled.slice(end)
  }
  const url = `data:text/javascript;base64,${Buffer.from(filled).toString('base64')}`
  return ((await import(/* @vite-ignore */ url)) as { default: unknown }).default
}
