import { copyFileSync, existsSync, linkSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { ImageEngine } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { fixture, fixtureBytes } from './support/fixture.js'
import { filesIn, scratchFolder } from './support/scratch-folder.js'

const photo = () => ImageEngine.fromPath(fixture('pattern.jpg')).resize(60)
const expected = await photo().toBuffer('webp')

/** A folder with a copy of a fixture in it. */
function folderWithSource(): { folder: string; source: string } {
  const folder = scratchFolder()
  const source = join(folder, 'source.jpg')
  copyFileSync(fixture('pattern.jpg'), source)
  return { folder, source }
}

describe('toFile', () => {
  test('writes what toBuffer gives, and tells its size', async () => {
    const file = join(scratchFolder(), 'out.webp')
    expect(await photo().toFile(file, 'webp')).toBe(expected.length)
    expect(readFileSync(file)).toEqual(expected)
  })

  test('writes an image that came from memory', async () => {
    const file = join(scratchFolder(), 'out.webp')
    await ImageEngine.from(fixtureBytes('pattern.jpg')).resize(60).toFile(file, 'webp')
    expect(readFileSync(file)).toEqual(expected)
  })

  test('takes a path relative to the working directory', async () => {
    const file = join(scratchFolder(), 'out.webp')
    await photo().toFile(relative(process.cwd(), file), 'webp')
    expect(readFileSync(file)).toEqual(expected)
  })

  test('leaves nothing beside the file', async () => {
    const folder = scratchFolder()
    const file = join(folder, 'out.webp')
    await photo().toFile(file, 'webp')
    await photo().toFile(file, 'webp')
    expect(filesIn(folder)).toEqual([file])
  })

  test('replaces an older file as a whole: whoever reads sees one or the other', async () => {
    const { folder } = folderWithSource()
    const file = join(folder, 'out.png')
    const small = await photo().toBuffer('png')
    const large = await photo().resize(300).toBuffer('png')
    await photo().toFile(file, 'png')
    let isOver = false
    const writing = (async () => {
      for (let round = 0; round < 10; round++)
        await photo()
          .resize(round % 2 === 0 ? 300 : 60)
          .toFile(file, 'png')
      isOver = true
    })()
    let reads = 0
    while (!isOver) {
      const content = readFileSync(file)
      expect(content.equals(small) || content.equals(large)).toBe(true)
      reads++
      await new Promise(resolve => setImmediate(resolve))
    }
    await writing
    expect(reads).toBeGreaterThan(10)
  })

  test('that fails leaves the older file as it was, and nothing beside it', async () => {
    const folder = scratchFolder()
    const file = join(folder, 'out.webp')
    const broken = join(folder, 'broken.jpg')
    writeFileSync(file, 'what was here before')
    writeFileSync(broken, fixtureBytes('pattern.jpg').subarray(0, 20_000))
    await expect(ImageEngine.fromPath(broken).toFile(file, 'webp')).rejects.toMatchObject({ code: 'SOURCE_TRUNCATED' })
    expect(readFileSync(file, 'utf8')).toBe('what was here before')
    expect(filesIn(folder)).toEqual([broken, file])
  })

  test('that is aborted leaves a whole file or none', async () => {
    const engine = photo().resize(1200)
    const whole = await engine.toBuffer('avif', 80)
    for (const delay of [0, 5, 20]) {
      const folder = scratchFolder()
      const call = engine.toFile(join(folder, 'out.avif'), 'avif', 80, { signal: AbortSignal.timeout(delay) })
      await expect(call).rejects.toMatchObject({ code: 'ABORTED' })
      for (const file of filesIn(folder))
        expect({ file, content: readFileSync(file) }).toEqual({
          file: join(folder, 'out.avif'),
          content: whole,
        })
    }
  })

  test('into a folder that does not exist says so', async () => {
    const file = join(scratchFolder(), 'missing', 'out.webp')
    await expect(photo().toFile(file, 'webp')).rejects.toMatchObject({
      code: 'OUTPUT_UNWRITABLE',
      kind: 'io',
      message: expect.stringContaining(file),
    })
  })

  test('over a folder says so', async () => {
    const folder = scratchFolder()
    mkdirSync(join(folder, 'out.webp'))
    await expect(photo().toFile(join(folder, 'out.webp'), 'webp')).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' })
    expect(filesIn(folder)).toEqual([])
  })

  test.each([[''], [undefined], [5]])('refuses the path %j', async path => {
    await expect(photo().toFile(path as string, 'webp')).rejects.toMatchObject({ code: 'OPTION_INVALID' })
  })
})

describe('toFile over the source', () => {
  const ways: [string, (folder: string, source: string) => string][] = [
    ['by its own path', (_, source) => source],
    ['by a roundabout path', folder => `${folder}/../${folder.split('/').at(-1)}/./source.jpg`],
    ['by a relative path', (_, source) => relative(process.cwd(), source)],
    [
      'by a link to it',
      (folder, source) => {
        symlinkSync(source, join(folder, 'link.jpg'))
        return join(folder, 'link.jpg')
      },
    ],
    [
      'by a link to its folder',
      folder => {
        const elsewhere = scratchFolder()
        symlinkSync(folder, join(elsewhere, 'images'))
        return join(elsewhere, 'images', 'source.jpg')
      },
    ],
  ]
  test.each(ways)('%s is refused, and the source stays', async (_, makeTarget) => {
    const { folder, source } = folderWithSource()
    const target = makeTarget(folder, source)
    await expect(ImageEngine.fromPath(source).resize(60).toFile(target, 'jpeg')).rejects.toMatchObject({
      code: 'OUTPUT_COLLISION',
      kind: 'input',
      message: expect.stringContaining(source),
    })
    expect(readFileSync(source)).toEqual(fixtureBytes('pattern.jpg'))
  })

  test('that is itself a link is refused by the path of its target', async () => {
    const { folder, source } = folderWithSource()
    const link = join(folder, 'link.jpg')
    symlinkSync(source, link)
    await expect(ImageEngine.fromPath(link).toFile(source, 'jpeg')).rejects.toMatchObject({ code: 'OUTPUT_COLLISION' })
    expect(readFileSync(source)).toEqual(fixtureBytes('pattern.jpg'))
  })

  test('by another name of the same file leaves the source as it was', async () => {
    const { folder, source } = folderWithSource()
    const other = join(folder, 'other.jpg')
    linkSync(source, other)
    // The name is replaced, never the content behind it.
    await ImageEngine.fromPath(source).resize(60).toFile(other, 'jpeg')
    expect(readFileSync(source)).toEqual(fixtureBytes('pattern.jpg'))
    expect(existsSync(other)).toBe(true)
  })
})
