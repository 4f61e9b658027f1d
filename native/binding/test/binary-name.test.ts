import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { binaryName, currentPlatform, type Platform, PUBLISHED_PLATFORMS, platformName } from '../dist/binary-name.js'

const platforms: [Platform, string][] = [
  [{ platform: 'linux', arch: 'x64', musl: false }, 'linux-x64-gnu'],
  [{ platform: 'linux', arch: 'x64', musl: true }, 'linux-x64-musl'],
  [{ platform: 'linux', arch: 'arm64', musl: false }, 'linux-arm64-gnu'],
  [{ platform: 'linux', arch: 'arm64', musl: true }, 'linux-arm64-musl'],
  [{ platform: 'darwin', arch: 'x64', musl: false }, 'darwin-x64'],
  [{ platform: 'darwin', arch: 'arm64', musl: false }, 'darwin-arm64'],
  [{ platform: 'win32', arch: 'x64', musl: false }, 'win32-x64-msvc'],
  [{ platform: 'win32', arch: 'arm64', musl: false }, 'win32-arm64-msvc'],
  [{ platform: 'freebsd', arch: 'x64', musl: false }, 'freebsd-x64'],
]

describe('the binary', () => {
  test.each(platforms)('of %o is that of %s', (platform, name) => {
    expect(platformName(platform)).toBe(name)
    expect(binaryName(platform)).toBe(`lazy-image.${name}.node`)
  })

  test('of each platform is another', () => {
    expect(new Set(platforms.map(([platform]) => binaryName(platform))).size).toBe(platforms.length)
  })

  test('is published for each of these but FreeBSD', () => {
    const names = platforms.map(([, name]) => name).filter(name => !name.startsWith('freebsd'))
    expect([...PUBLISHED_PLATFORMS].sort()).toEqual(names.sort())
  })

  test('of the platform that runs is the one that was built', () => {
    expect(currentPlatform()).toMatchObject({ platform: process.platform, arch: process.arch })
    const file = fileURLToPath(new URL(`../${binaryName(currentPlatform())}`, import.meta.url))
    expect(existsSync(file)).toBe(true)
  })
})
