/**
 * A platform that a binary is published for.
 *
 * @typedef {object} PublishedPlatform
 * @property {string} name as in the package's and the file's name; what `platformName` of the binding says there.
 * @property {string} rustTarget
 * @property {string} os `os` of the package.
 * @property {string} cpu `cpu` of the package.
 * @property {'glibc' | 'musl'} [libc] `libc` of the package, on Linux.
 */

/** @type {readonly PublishedPlatform[]} */
export const PLATFORMS = [
  { name: 'darwin-arm64', rustTarget: 'aarch64-apple-darwin', os: 'darwin', cpu: 'arm64' },
  { name: 'darwin-x64', rustTarget: 'x86_64-apple-darwin', os: 'darwin', cpu: 'x64' },
  { name: 'linux-arm64-gnu', rustTarget: 'aarch64-unknown-linux-gnu', os: 'linux', cpu: 'arm64', libc: 'glibc' },
  { name: 'linux-arm64-musl', rustTarget: 'aarch64-unknown-linux-musl', os: 'linux', cpu: 'arm64', libc: 'musl' },
  { name: 'linux-x64-gnu', rustTarget: 'x86_64-unknown-linux-gnu', os: 'linux', cpu: 'x64', libc: 'glibc' },
  { name: 'linux-x64-musl', rustTarget: 'x86_64-unknown-linux-musl', os: 'linux', cpu: 'x64', libc: 'musl' },
  { name: 'win32-arm64-msvc', rustTarget: 'aarch64-pc-windows-msvc', os: 'win32', cpu: 'arm64' },
  { name: 'win32-x64-msvc', rustTarget: 'x86_64-pc-windows-msvc', os: 'win32', cpu: 'x64' },
]

/** @param {string} name of a platform. */
export const platformPackage = name => `@lazy-image/native-${name}`

/** @param {string} name of a platform. */
export const binaryFile = name => `lazy-image.${name}.node`
