import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Pipeline, silentLogger } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { scratchFolder } from './support/scratch-folder.js'

function cacheFolderOf(root: string, dir?: string): string | null {
  const cache = dir === undefined ? {} : { cache: { dir } }
  return new Pipeline({ logger: silentLogger, ...cache }, root).options.cache?.folder ?? null
}

/** A package with another one and a plain folder below it. */
function nestedPackages(): { outer: string; inner: string; plain: string } {
  const outer = scratchFolder()
  const inner = join(outer, 'packages', 'app')
  const plain = join(inner, 'src', 'pages')
  mkdirSync(plain, { recursive: true })
  writeFileSync(join(outer, 'package.json'), '{}')
  writeFileSync(join(inner, 'package.json'), '{}')
  return { outer, inner, plain }
}

describe('the cache folder', () => {
  test('lies in node_modules/.cache of the package that the root is', () => {
    const { outer, inner } = nestedPackages()
    expect(cacheFolderOf(outer)).toBe(join(outer, 'node_modules', '.cache', 'lazy-image'))
    expect(cacheFolderOf(inner)).toBe(join(inner, 'node_modules', '.cache', 'lazy-image'))
  })

  test('lies in the nearest package above a root that is none', () => {
    const { inner, plain } = nestedPackages()
    expect(cacheFolderOf(plain)).toBe(join(inner, 'node_modules', '.cache', 'lazy-image'))
  })

  test('lies among temporary files when there is no package at all', () => {
    const root = scratchFolder()
    expect(cacheFolderOf(root)).toBe(join(tmpdir(), 'lazy-image-cache'))
  })

  test('is the one that is asked for, relative to the root', () => {
    const { outer } = nestedPackages()
    expect(cacheFolderOf(outer, 'images/cache')).toBe(join(outer, 'images', 'cache'))
    expect(cacheFolderOf(outer, join(tmpdir(), 'elsewhere'))).toBe(join(tmpdir(), 'elsewhere'))
  })
})
