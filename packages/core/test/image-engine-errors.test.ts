import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ImageEngine, inspectFile } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { fixture, fixtureBytes } from './support/fixture.js'
import { scratchFolder } from './support/scratch-folder.js'

/** Files that are no image, by what is wrong with each. */
function brokenFiles(): Readonly<Record<string, string>> {
  const folder = scratchFolder()
  const file = (name: string, content: Uint8Array | string) => {
    const path = join(folder, name)
    writeFileSync(path, content)
    return path
  }
  return {
    SOURCE_NOT_FOUND: join(folder, 'missing.jpg'),
    SOURCE_EMPTY: file('empty.jpg', ''),
    SOURCE_NOT_AN_IMAGE: file('text.jpg', 'This is no picture'),
    SOURCE_TRUNCATED: file('cut.jpg', fixtureBytes('pattern.jpg').subarray(0, 20_000)),
  }
}

describe('an error of a chain', () => {
  test('names the file, once, whatever was asked', async () => {
    for (const [code, path] of Object.entries(brokenFiles())) {
      const engine = ImageEngine.fromPath(path).resize(20)
      // What is cut off shows when the pixels are read.
      const ofHeader = code === 'SOURCE_TRUNCATED' ? [] : [() => engine.inspect(), () => inspectFile(path)]
      for (const call of [() => engine.toBuffer('webp'), () => engine.toFile(`${path}.webp`, 'webp'), ...ofHeader]) {
        const error = await call().catch((reason: unknown) => reason)
        expect(error).toMatchObject({ code, image: path, message: expect.stringContaining(path) })
        expect((error as Error).message.split(path)).toHaveLength(2)
      }
    }
  })

  test('names the file beside an output that cannot be written', async () => {
    const file = join(scratchFolder(), 'no-folder', 'out.webp')
    const source = fixture('pattern.jpg')
    await expect(ImageEngine.fromPath(source).toFile(file, 'webp')).rejects.toMatchObject({
      code: 'OUTPUT_UNWRITABLE',
      message: expect.stringMatching(/pattern\.jpg: Cannot write .*out\.webp/),
    })
  })

  test('of bytes names none', async () => {
    const error = await ImageEngine.from(Buffer.from('xx'))
      .toBuffer('webp')
      .catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'SOURCE_NOT_AN_IMAGE', message: expect.stringMatching(/^The content is not/) })
  })
})
