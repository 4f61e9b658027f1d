import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { ImageEngine, transformImport } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { fixture } from './support/fixture.js'
import { recordedPipeline } from './support/recorded-pipeline.js'
import { scratchFolder } from './support/scratch-folder.js'

const { pipeline } = recordedPipeline()

describe('transformImport', () => {
  test('takes a path relative to the root, with or without a dot, or an absolute one', async () => {
    const imports = await Promise.all(
      ['small.png?w=20', './small.png?w=20', `${fixture('small.png')}?w=20`].map(id => transformImport(pipeline, id)),
    )
    const [first] = imports
    expect(first?.value).toMatch(/^\/small-[0-9a-f]{8}\.png$/)
    for (const { value } of imports) expect(value).toBe(first?.value)
  })

  test('starts URLs with the base that is asked for', async () => {
    const { value } = await transformImport(pipeline, 'small.png?w=20', 'https://cdn.example/a/')
    expect(value).toMatch(/^https:\/\/cdn\.example\/a\/small-[0-9a-f]{8}\.png$/)
  })

  test('gives the bytes that ImageEngine gives for the same request', async () => {
    // Not of a jpeg: a chain keeps nothing under a key, and may decode no more pixels than its one output needs.
    const { assets } = await transformImport(pipeline, 'alpha.png?w=30&format=webp&quality=60')
    const engine = ImageEngine.fromPath(fixture('alpha.png')).resize(30)
    expect(Buffer.from(assets[0]?.data ?? [])).toEqual(await engine.toBuffer('webp', 60))
  })

  test('names a file by its content: other pixels, another name; the same pixels, the same name', async () => {
    const folder = scratchFolder()
    const nameOf = async (content: string) => {
      copyFileSync(fixture(content), join(folder, 'photo.png'))
      const { assets } = await transformImport(pipeline, `${folder}/photo.png?w=20`)
      return assets[0]?.fileName
    }
    const names = [await nameOf('small.png'), await nameOf('alpha.png'), await nameOf('small.png')]
    expect(names[0]).not.toBe(names[1])
    expect(names[0]).toBe(names[2])
  })

  test.each(['with space.png', 'a#b.png', 'größe 20%.png', "it's (1) & co.png", '日本.png', 'a+b.png'])(
    'writes a URL that leads back to the file of %s',
    async name => {
      const folder = scratchFolder()
      copyFileSync(fixture('small.png'), join(folder, name))
      const { value, assets } = await transformImport(pipeline, `${folder}/${name}?w=20`)
      const { pathname, search, hash } = new URL(String(value), 'https://host.example')
      expect({ search, hash }).toEqual({ search: '', hash: '' })
      expect(decodeURIComponent(pathname)).toBe(`/${assets[0]?.fileName}`)
    },
  )

  test('decodes a path, unless a file is really called so', async () => {
    const folder = scratchFolder()
    mkdirSync(join(folder, 'my photos'))
    copyFileSync(fixture('small.png'), join(folder, 'my photos', 'größe 1.png'))
    const { assets } = await transformImport(pipeline, `${folder}/my%20photos/gr%C3%B6%C3%9Fe%201.png?w=20`)
    expect(assets).toMatchObject([{ width: 20, height: 15 }])

    copyFileSync(fixture('alpha.png'), join(folder, 'my photos', 'größe%201.png'))
    const { assets: literal } = await transformImport(pipeline, `${folder}/my photos/größe%201.png?w=30`)
    expect(literal).toMatchObject([{ width: 30, height: 20 }])
  })

  test('takes .JPG for .jpg', async () => {
    const file = join(scratchFolder(), 'UPPER.JPG')
    copyFileSync(fixture('pattern.jpg'), file)
    const { value, assets } = await transformImport(pipeline, `${file}?w=400`)
    expect(value).toMatch(/^\/UPPER-[0-9a-f]{8}\.jpg$/)
    expect(assets).toMatchObject([{ mediaType: 'image/jpeg', width: 400, height: 267 }])
  })

  test('believes the content of a file, not its extension', async () => {
    const file = join(scratchFolder(), 'wrong.jpg')
    copyFileSync(fixture('small.png'), file)
    const { assets } = await transformImport(pipeline, `${file}?w=20`)
    expect(assets).toMatchObject([{ mediaType: 'image/png', fileName: expect.stringMatching(/\.png$/) }])
  })

  test.each(['small.png', 'small.png?', 'small.png?url', 'small.png?raw', 'code.js?w=100'])(
    'refuses %s, which is the bundler’s',
    async id => {
      await expect(transformImport(pipeline, id)).rejects.toMatchObject({
        code: 'DIRECTIVE_INVALID',
        message: expect.stringContaining(id),
      })
    },
  )
})

describe('an image that cannot be had', () => {
  const bad: [string, Buffer | string | null, string][] = [
    ['that is missing', null, 'SOURCE_NOT_FOUND'],
    ['of 0 bytes', '', 'SOURCE_EMPTY'],
    ['that is text', 'hello, I am no picture at all\n', 'SOURCE_NOT_AN_IMAGE'],
    ['that is cut short', readFileSync(fixture('pattern.jpg')).subarray(0, 30_000), 'SOURCE_TRUNCATED'],
  ]
  test.each(bad)('%s is an error that names it', async (_, content, code) => {
    const file = join(scratchFolder(), 'bad.jpg')
    if (content !== null) writeFileSync(file, content)
    await expect(transformImport(pipeline, `${file}?w=20`)).rejects.toMatchObject({
      name: 'LazyImageError',
      code,
      kind: 'input',
      image: file,
    })
  })

  test('because its header claims 60000×60000 pixels is an error that names limit, value and option', async () => {
    const file = join(scratchFolder(), 'bomb.png')
    const bomb = readFileSync(fixture('small.png'))
    bomb.writeUInt32BE(60_000, 16)
    bomb.writeUInt32BE(60_000, 20)
    bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29)
    writeFileSync(file, bomb)
    await expect(transformImport(pipeline, `${file}?w=20`)).rejects.toMatchObject({
      code: 'LIMIT_PIXELS',
      kind: 'limit',
      image: file,
      message: expect.stringMatching(/60000.*268435456.*limits\.pixels|limits\.pixels.*268435456/s),
    })
  })

  test('because a limit is set low is an error', async () => {
    const { pipeline: strict } = recordedPipeline({ limits: { side: 1000 } })
    await expect(transformImport(strict, 'pattern.jpg?w=20')).rejects.toMatchObject({ code: 'LIMIT_SIDE' })
    const { pipeline: small } = recordedPipeline({ limits: { fileBytes: 50_000 } })
    await expect(transformImport(small, 'pattern.jpg?w=20')).rejects.toMatchObject({ code: 'LIMIT_FILE_BYTES' })
  })

  test('in the format that is asked for is an error that says what would fit', async () => {
    const file = join(scratchFolder(), 'wide.png')
    await ImageEngine.fromPath(fixture('grey.png'))
      .resize({ width: 20_000, height: 1, fit: 'fill' })
      .toFile(file, 'png')
    await expect(transformImport(pipeline, `${file}?format=webp`)).rejects.toMatchObject({
      code: 'OUTPUT_TOO_LARGE',
      message: expect.stringMatching(/webp.*16383.*20000×1/),
    })
  })
})
