import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Pipeline, silentLogger } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { tellForgottenCache } from '../dist/ledger/tell-forgotten-cache.js'
import { findCacheFolder } from '../dist/options/find-cache-folder.js'
import { cacheIn } from './support/cache-in.js'
import { recordedLogger } from './support/recorded-pipeline.js'
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

describe('on a host for builds, the cache folder', () => {
  const packageWith = (dependencies: object) => {
    const root = scratchFolder()
    writeFileSync(join(root, 'package.json'), JSON.stringify({ devDependencies: dependencies }))
    return root
  }

  const USUAL = 'node_modules/.cache/lazy-image'
  const kept: [env: Record<string, string>, framework: string, folder: string][] = [
    [{}, 'vite', USUAL],
    [{ NETLIFY: 'true' }, 'vite', USUAL],
    [{ VERCEL: '1' }, 'next', USUAL],
    [{ CF_PAGES: '1' }, 'astro', 'node_modules/.astro/lazy-image'],
    [{ WORKERS_CI: '1' }, 'nuxt', 'node_modules/.cache/nuxt/lazy-image'],
    [{ CF_PAGES: '1' }, '@11ty/eleventy', '.cache/lazy-image'],
    [{ CF_PAGES: '1' }, 'next', '.next/cache/lazy-image'],
    [{ CF_PAGES: '1' }, '@docusaurus/core', USUAL],
  ]
  test.each(kept)('lies in what is kept: %j, a project with %s', (env, framework, folder) => {
    const root = packageWith({ [framework]: '1.0.0' })
    expect(findCacheFolder(root, env)).toEqual({ folder: join(root, folder), forgottenBy: null })
  })

  const forgotten: [env: Record<string, string>, host: string][] = [
    [{ CF_PAGES: '1' }, 'Cloudflare'],
    [{ GITHUB_ACTIONS: 'true' }, 'GitHub Actions'],
    [{ GITLAB_CI: 'true' }, 'GitLab CI'],
    [{ CIRCLECI: 'true' }, 'CircleCI'],
    [{ BUILDKITE: 'true' }, 'Buildkite'],
  ]
  test.each(forgotten)('is where it always is, and %j is known to keep none: %s', (env, host) => {
    const root = packageWith({ vite: '8.0.0' })
    expect(findCacheFolder(root, env)).toEqual({ folder: join(root, USUAL), forgottenBy: host })
  })

  test('is told of in one line, once, when a build had to begin without it', () => {
    const root = scratchFolder()
    const logger = recordedLogger()
    const report = {
      images: 1,
      outputs: 1,
      cacheHits: 0,
      decodes: 1,
      resizes: 1,
      failures: 0,
      bytesIn: 1,
      bytesOut: 1,
      durationMs: 1,
    }
    const told = (folder: string, forgottenBy: string | null, encodes: number) =>
      tellForgottenCache(cacheIn(folder, { forgottenBy }), logger).batch?.({ ...report, encodes })
    told(join(root, 'missing'), null, 1)
    told(root, 'GitHub Actions', 1)
    told(join(root, 'missing'), 'GitHub Actions', 0)
    expect(logger.infos).toEqual([])
    for (let build = 0; build < 2; build++) told(join(root, 'missing'), 'GitHub Actions', 1)
    expect(logger.infos).toEqual([expect.stringMatching(/^GitHub Actions has kept no images .*missing.*docs\/ci\.md/)])
  })
})
