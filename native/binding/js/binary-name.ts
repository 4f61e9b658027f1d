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

/** A process report names the glibc it runs on; musl leaves that out. */
function isMusl(): boolean {
  const report = process.report.getReport() as unknown as { header: { glibcVersionRuntime?: string } }
  return report.header.glibcVersionRuntime === undefined
}
