import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { runCommandLine } from '@lazy-image/cli'
import { ImageEngine } from '@lazy-image/core'
import { expect, test } from 'vitest'
import { drawPicture, sizeOfDrawing } from '../dist/inspect/draw-picture.js'
import { readBlurhash } from '../dist/inspect/read-blurhash.js'

const FOLDER = fileURLToPath(new URL('../../core/test/fixtures', import.meta.url))

async function inspectOn(screen: { columns: number; hasTrueColour: boolean } | undefined, ...args: string[]) {
  const said: string[] = []
  const complained: string[] = []
  const code = await runCommandLine(['inspect', ...args], {
    folder: FOLDER,
    say: line => said.push(line),
    complain: line => complained.push(line),
    ...(screen === undefined ? {} : { screen }),
  })
  return { code, said, complained }
}

test('a terminal shows a sketch of each image, and tells what it is in words', async () => {
  const { code, said } = await inspectOn({ columns: 80, hasTrueColour: true }, 'writers/exiftool.jpg', 'small.png')
  expect(code).toBe(0)
  const drawn = said.filter(line => line.includes('▀'))
  // Two drawings of 40 pixels on the longer side, two rows a line.
  expect(drawn).toHaveLength(20 + 15)
  const plain = drawn.map(line => stripVTControlCharacters(line))
  for (const line of plain) expect(line).toMatch(/^ {2}▀+$/)
  for (const [index, line] of drawn.entries()) {
    expect(line.split('38;2;')).toHaveLength((plain[index] ?? '').length - 1)
    expect(line.endsWith('[0m')).toBe(true)
  }
  const words = said.filter(line => !line.includes('▀'))
  expect(words).toEqual(
    expect.arrayContaining([
      'writers/exiftool.jpg',
      '  size          16×24, stored as 24×16',
      '  camera        Canon EOS 80D',
      '  keywords      Brücke, Nacht',
      'small.png',
      '  size          64×48',
    ]),
  )
  expect(words.join('\n')).not.toContain('null')
})

test.each([[undefined], [{ columns: 80, hasTrueColour: true }]])(
  'JSON is told where it is asked for or nobody looks',
  async screen => {
    const { said } = await inspectOn(screen, '--json', 'small.png')
    expect(said.map(line => JSON.parse(line))).toMatchObject([{ file: 'small.png', width: 64 }])
  },
)

test('a terminal of few colours has the words alone', async () => {
  const { code, said } = await inspectOn({ columns: 80, hasTrueColour: false }, 'small.png')
  expect(code).toBe(0)
  expect(said.join('')).not.toMatch(/▀|38;2/)
  expect(said).toContain('  format        png')
})

const hashOf = (svg: string) =>
  ImageEngine.from(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60">${svg}</svg>`)).blurhash(
    9,
    9,
  )

test('a sketch of one colour is of that colour', async () => {
  const { colours } = readBlurhash(await hashOf('<rect width="90" height="60" fill="#c86432"/>'), 6, 4)
  expect(colours).toHaveLength(24)
  for (const colour of colours) {
    for (const [channel, level] of [0xc8, 0x64, 0x32].entries()) {
      expect(Math.abs((colour[channel] ?? 0) - level)).toBeLessThan(8)
    }
  }
})

test('a sketch has colours where its picture has them', async () => {
  const quarters =
    '<rect width="90" height="60" fill="#fff"/><rect width="45" height="30" fill="#f00"/><rect x="45" y="30" width="45" height="30" fill="#00f"/>'
  const { colours } = readBlurhash(await hashOf(quarters), 8, 8)
  const [topLeft, topRight, bottomLeft, bottomRight] = [
    [1, 1],
    [6, 1],
    [1, 6],
    [6, 6],
  ].map(([x = 0, y = 0]) => colours[y * 8 + x])
  const [red, , blue] = [0, 1, 2]
  // The hash has its limits: what is told is which colour leads.
  for (const [colour, leading] of [
    [topLeft, red],
    [bottomRight, blue],
  ] as const) {
    for (const channel of [0, 1, 2]) {
      if (channel !== leading) expect(colour?.[leading ?? 0]).toBeGreaterThan((colour?.[channel] ?? 0) + 60)
    }
  }
  for (const white of [topRight, bottomLeft]) expect(Math.min(...(white ?? [0]))).toBeGreaterThan(200)
})

test('a drawing fits its terminal, and holds two rows in each line', () => {
  for (const [width, height, columns] of [
    [4000, 10, 80],
    [10, 4000, 80],
    [300, 200, 20],
    [1, 1, 5],
  ] as const) {
    const size = sizeOfDrawing(width, height, columns)
    expect(size.width).toBeLessThanOrEqual(Math.max(8, columns))
    expect(size.height % 2).toBe(0)
    const colours = Array.from({ length: size.width * size.height }, () => [1, 2, 3] as const)
    expect(drawPicture({ ...size, colours })).toHaveLength(size.height / 2)
  }
})
