import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { binaryName, currentPlatform, platformName } from '../../native/binding/dist/binary-name.js'
import { binaryFile, PLATFORMS } from '../../scripts/release/platforms.mjs'
import { ROOT } from './command.js'

/** Name of the platform that the tests run on. */
export const OWN_PLATFORM = platformName(currentPlatform())

/** A folder as the builds of a release leave it: this platform's own binary, and of the others what tells whose it is. */
export function writeBinaries(folder: string): void {
  mkdirSync(folder)
  for (const { name, os, cpu, libc } of PLATFORMS) {
    const file = join(folder, binaryFile(name))
    if (name === OWN_PLATFORM) copyFileSync(join(ROOT, 'native/binding', binaryName(currentPlatform())), file)
    else writeFileSync(file, binaryHead(os, cpu, libc))
  }
}

/** The first bytes of a library, in the format of the system. */
export function binaryHead(os: string, cpu: string, libc?: string): Buffer {
  const bytes = Buffer.alloc(256)
  if (os === 'linux') {
    bytes.writeUInt32BE(0x7f454c46, 0)
    bytes.writeUInt16LE(cpu === 'x64' ? 0x3e : 0xb7, 18)
    bytes.write(libc === 'glibc' ? 'GLIBC_2.17\0GLIBC_2.28\0GLIBC_2.4\0' : '', 128)
  } else if (os === 'darwin') {
    bytes.writeUInt32LE(0xfeedfacf, 0)
    bytes.writeUInt32LE(cpu === 'x64' ? 0x01000007 : 0x0100000c, 4)
  } else {
    bytes.write('MZ', 0)
    bytes.writeUInt32LE(0x80, 0x3c)
    bytes.write('PE\0\0', 0x80)
    bytes.writeUInt16LE(cpu === 'x64' ? 0x8664 : 0xaa64, 0x84)
  }
  return bytes
}
