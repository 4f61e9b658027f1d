import { closeSync, openSync, readSync } from 'node:fs'

/** What decides which binary fits: process facts, passed in so that every combination can be tested. */
export interface Platform {
  platform: string
  arch: string
  /** Linux only: whether the C library is musl. */
  musl: boolean
}

/** The file name of the binary for a platform, such as `lazy-image.linux-x64-gnu.node`. */
export function binaryName({ platform, arch, musl }: Platform): string {
  return `lazy-image.${platformName({ platform, arch, musl })}.node`
}

/** The platform as package names spell it, such as `linux-x64-gnu` or `darwin-arm64`. */
export function platformName({ platform, arch, musl }: Platform): string {
  if (platform === 'linux') return `linux-${arch}-${musl ? 'musl' : 'gnu'}`
  if (platform === 'win32') return `win32-${arch}-msvc`
  return `${platform}-${arch}`
}

/** Names of the platforms that a binary is published for, each as a package of its own. */
export const PUBLISHED_PLATFORMS: readonly string[] = [
  'darwin-arm64',
  'darwin-x64',
  'linux-arm64-gnu',
  'linux-arm64-musl',
  'linux-x64-gnu',
  'linux-x64-musl',
  'win32-arm64-msvc',
  'win32-x64-msvc',
]

export function currentPlatform(): Platform {
  const { platform, arch } = process
  return { platform, arch, musl: platform === 'linux' && isMusl() }
}

/** The beginning of a program says what links it; a report names the glibc it runs on, and takes ten milliseconds. */
function isMusl(): boolean {
  const linker = /\/ld-(musl|linux)/.exec(beginningOf(process.execPath))?.[1]
  if (linker !== undefined) return linker === 'musl'
  const report = process.report.getReport() as unknown as { header: { glibcVersionRuntime?: string } }
  return report.header.glibcVersionRuntime === undefined
}

function beginningOf(program: string): string {
  const bytes = Buffer.alloc(4096)
  try {
    const file = openSync(program, 'r')
    try {
      readSync(file, bytes, 0, bytes.length, 0)
    } finally {
      closeSync(file)
    }
  } catch {
    return ''
  }
  return bytes.toString('latin1')
}
