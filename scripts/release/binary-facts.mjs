import { readFileSync } from 'node:fs'

const ELF_MACHINES = new Map([
  [0x3e, 'x64'],
  [0xb7, 'arm64'],
])
const MACH_MACHINES = new Map([
  [0x01000007, 'x64'],
  [0x0100000c, 'arm64'],
])
const PE_MACHINES = new Map([
  [0x8664, 'x64'],
  [0xaa64, 'arm64'],
])

/**
 * What a native library says of itself, so that none ends up in another platform's package.
 *
 * @param {string} file
 * @returns {{ os: string, cpu: string | undefined, libc?: 'glibc' | 'musl', glibc?: string } | undefined} `glibc` is the
 *   oldest version it runs on; `undefined` for what is no library.
 */
export function binaryFacts(file) {
  const bytes = readFileSync(file)
  if (bytes.length < 64) return undefined
  if (bytes.readUInt32BE(0) === 0x7f454c46) {
    return { os: 'linux', cpu: ELF_MACHINES.get(bytes.readUInt16LE(18)), ...libraryC(bytes) }
  }
  if (bytes.readUInt32LE(0) === 0xfeedfacf) return { os: 'darwin', cpu: MACH_MACHINES.get(bytes.readUInt32LE(4)) }
  const header = bytes.readUInt32LE(0x3c)
  if (bytes.toString('latin1', 0, 2) === 'MZ' && bytes.toString('latin1', header, header + 4) === 'PE\0\0') {
    return { os: 'win32', cpu: PE_MACHINES.get(bytes.readUInt16LE(header + 4)) }
  }
  return undefined
}

/** Each symbol taken from glibc names the version that it came with; musl has no such names. */
function libraryC(bytes) {
  const versions = [...bytes.toString('latin1').matchAll(/GLIBC_(2\.\d+)/g)].map(([, version]) => version)
  if (versions.length === 0) return { libc: 'musl' }
  const minor = version => Number(version.split('.')[1])
  return { libc: 'glibc', glibc: versions.reduce((one, other) => (minor(one) >= minor(other) ? one : other)) }
}
