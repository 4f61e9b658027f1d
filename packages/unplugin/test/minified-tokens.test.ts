import { fileURLToPath } from 'node:url'
import { Pipeline, silentLogger } from '@lazy-image/core'
import { evaluate, findTokens, type Made, readExpression, replacementOf, takeReading } from '@lazy-image/core/host'
import { minify as minifyByTerser } from 'terser'
import { minify as minifyByOxc } from 'vite'
import { describe, expect, test } from 'vitest'
import { type Expressions, moduleCode } from '../../core/dist/module/module-code.js'

const IMAGE = fileURLToPath(new URL('../../core/test/fixtures/pattern.jpg', import.meta.url))
const ROOT = fileURLToPath(new URL('..', import.meta.url))

const pipeline = new Pipeline({ cache: false, logger: silentLogger })
const planned = await pipeline.plan(`${IMAGE}?w=40;60&format=webp;jpg&as=metadata:size;width;src&placeholder=lqip`)
if (planned === null) throw new Error('the request was left to the bundler')
const { value } = planned
const expressions: Expressions = {
  url: ({ fileName }) => JSON.stringify(fileName),
  read: ({ image, reading }) => readExpression(image.recipe, reading, ROOT),
}
const module = moduleCode(value, expressions, pipeline.options)
const expected = evaluate(value, {
  url: ({ fileName }) => fileName,
  read: (image, reading) => takeReading(madeUp(image.recipe.key), reading),
})

/** An image of as many bytes as its key says. */
function madeUp(key: string): Made {
  const size = Number.parseInt(key.slice(0, 3), 16)
  return { width: 1, height: 1, mediaType: 'image/webp', data: new Uint8Array(size + 1) }
}

const minifiers: [string, (code: string) => Promise<string>][] = [
  ['Oxc', async code => (await minifyByOxc('chunk.js', code, { module: true })).code],
  [
    'Terser',
    async code =>
      (await minifyByTerser(code, { module: true, toplevel: true, compress: { passes: 3, unsafe: true } })).code ?? '',
  ],
]

describe.each(minifiers)('what is read off an image, in code minified by %s', (_, minify) => {
  test('is found and becomes the value', async () => {
    expect(await runFilled(await minify(module))).toEqual(expected)
  })

  test('becomes a number where it was folded into a text, compared and added', async () => {
    const use = module.replace(
      'export default image',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: code of the module under test
      'const [a, b] = image;\nexport default [`${a.size} bytes`, a.size > b.size ? "a" : "b", a.size + 1, typeof a.size, `url(${a.placeholder})`]',
    )
    const [{ size: first = 0, placeholder } = {}, { size: second = 0 } = {}] = expected as Partial<
      Record<'size', number> & Record<'placeholder', string>
    >[]
    expect(await runFilled(await minify(use))).toEqual([
      `${first} bytes`,
      first > second ? 'a' : 'b',
      first + 1,
      'number',
      `url(${placeholder})`,
    ])
  })
})

/** The default export of the code with its tokens filled in. */
async function runFilled(code: string): Promise<unknown> {
  const tokens = findTokens(code, ROOT)
  expect(tokens.length).toBeGreaterThan(0)
  let filled = code
  for (const { recipe, reading, start, end } of tokens.reverse()) {
    filled = filled.slice(0, start) + replacementOf(reading, madeUp(recipe.key)) + filled.slice(end)
  }
  const url = `data:text/javascript;base64,${Buffer.from(filled).toString('base64')}`
  return ((await import(/* @vite-ignore */ url)) as { default: unknown }).default
}
