import { copyFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { engineInfo } from '@lazy-image/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cacheKey } from '../../dist/plan/cache-key.js'
import { canonicalVariant } from '../../dist/plan/variant.js'
import { fixture, fixtureBytes } from '../support/fixture.js'
import { recordedPipeline } from '../support/recorded-pipeline.js'
import { recipesOf } from '../support/render-request.js'
import { scratchFolder } from '../support/scratch-folder.js'

const { pipeline } = recordedPipeline()
const { fingerprint } = engineInfo()
const SOURCE = { contentHash: 'c0ffee' }

async function keysOf(request: string): Promise<string[]> {
  return (await recipesOf(pipeline, request)).map(({ key }) => key)
}

/** One request for each format, with a crop and a canvas among them, so that every part of a variant is there. */
const variants = await Promise.all(
  ['jpg', 'png', 'webp', 'avif'].flatMap(format =>
    ['cover', 'contain'].map(async fit => {
      const [recipe] = await recipesOf(pipeline, `pattern.jpg?w=100&h=90&fit=${fit}&format=${format}`)
      if (recipe === undefined) throw new Error('a request without an output')
      return recipe.variant
    }),
  ),
)

const [VARIANT] = variants
if (VARIANT === undefined) throw new Error('no variant')

describe('the key of an output', () => {
  test('is 128 bits in hex', async () => {
    expect(await keysOf('small.png?w=20')).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)])
  })

  test('changes with every single value of a variant', () => {
    for (const variant of variants) {
      const key = cacheKey(SOURCE, variant, fingerprint)
      const paths = leavesOf(variant)
      expect(paths.length).toBeGreaterThan(8)
      for (const path of paths) {
        const other = structuredClone(variant)
        changeLeaf(other, path)
        expect(cacheKey(SOURCE, other, fingerprint), path.join('.')).not.toBe(key)
      }
    }
  })

  test('does not depend on the order in which a variant was put together', () => {
    fc.assert(
      fc.property(fc.constantFrom(...variants), fc.infiniteStream(fc.nat(100)), (variant, order) => {
        expect(cacheKey(SOURCE, shuffled(variant, order), fingerprint)).toBe(cacheKey(SOURCE, variant, fingerprint))
      }),
    )
  })

  test('never runs its parts together', () => {
    const text = canonicalVariant(VARIANT)
    const key = cacheKey({ contentHash: 'a' }, VARIANT, `${text}b`)
    expect(cacheKey({ contentHash: `a${text}` }, VARIANT, 'b')).not.toBe(key)
  })

  test('changes with the source and with the engine', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (hash, engine, otherHash, otherEngine) => {
        const isSame = hash === otherHash && engine === otherEngine
        const key = cacheKey({ contentHash: hash }, VARIANT, engine)
        expect(cacheKey({ contentHash: otherHash }, VARIANT, otherEngine) === key).toBe(isSame)
      }),
    )
  })

  test('is the same for the same directives in any order and spelling', async () => {
    const parts = ['w=60', 'h=40', 'fit=inside', 'format=webp', 'quality=70']
    const [key] = await keysOf(`pattern.jpg?${parts.join('&')}`)
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(parts, { minLength: parts.length }), async shuffledParts => {
        expect(await keysOf(`pattern.jpg?${shuffledParts.join('&')}`)).toEqual([key])
      }),
      { numRuns: 30 },
    )
    expect(await keysOf('pattern.jpg?width=60&height=40&inside&webp&quality=70')).toEqual([key])
  })

  test('is the same for a default that is said and one that is left out', async () => {
    expect(await keysOf('pattern.jpg?w=60&format=webp&quality=80')).toEqual(
      await keysOf('pattern.jpg?w=60&format=webp'),
    )
    expect(await keysOf('pattern.jpg?w=60&format=jpeg')).toEqual(await keysOf('pattern.jpg?w=60'))
    expect(await keysOf('pattern.jpg?w=60&h=40&fit=cover')).toEqual(await keysOf('pattern.jpg?w=60&h=40'))
  })

  test('does not depend on what the import evaluates to', async () => {
    const [key] = await keysOf('pattern.jpg?w=60')
    for (const shape of ['url', 'srcset', 'img', 'picture', 'metadata', 'metadata:width']) {
      expect(await keysOf(`pattern.jpg?w=60&as=${shape}`)).toEqual([key])
    }
  })

  test('differs between all outputs that differ', async () => {
    const keys = await keysOf('pattern.jpg?w=40;60&h=30;50&fit=cover;contain;fill&format=jpg;png;webp;avif')
    const more = await keysOf('pattern.jpg?w=40&h=30&quality=1;51;79;100&format=jpg;webp;avif')
    expect(keys).toHaveLength(48)
    expect(more).toHaveLength(12)
    expect(new Set([...keys, ...more]).size).toBe(60)
  })

  test('follows the bytes of the file, neither its name nor its date', async () => {
    const folder = scratchFolder()
    const copy = join(folder, 'copy.png')
    copyFileSync(fixture('small.png'), copy)
    const [key] = await keysOf('small.png?w=20')
    expect(await keysOf(`${copy}?w=20`)).toEqual([key])
    utimesSync(copy, 1, 1)
    expect(await keysOf(`${copy}?w=20`)).toEqual([key])

    // One byte behind the image's end: the same picture, another file.
    writeFileSync(copy, Buffer.concat([fixtureBytes('small.png'), Buffer.from([0])]))
    expect(await keysOf(`${copy}?w=20`)).not.toEqual([key])
  })
})

type Path = (string | number)[]

function leavesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, key]))
}

function changeLeaf(root: object, path: Path): void {
  const holder = path
    .slice(0, -1)
    .reduce<Record<string, unknown>>(
      (item, key) => item[key] as Record<string, unknown>,
      root as Record<string, unknown>,
    )
  const key = path.at(-1) ?? ''
  const value = holder[key]
  if (typeof value === 'number') holder[key] = value + 1
  else if (typeof value === 'boolean') holder[key] = !value
  else holder[key] = `${value} changed`
}

/** The same value with its members in another order. */
function shuffled<T>(value: T, order: Iterator<number>): T {
  if (Array.isArray(value)) return value.map(item => shuffled(item, order)) as T
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(([key, item]) => ({ key, item, rank: order.next().value as number }))
  members.sort((a, b) => a.rank - b.rank)
  return Object.fromEntries(members.map(({ key, item }) => [key, shuffled(item, order)])) as T
}
