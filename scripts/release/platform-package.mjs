import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, StepError } from '../setup/step.mjs'
import { binaryFacts } from './binary-facts.mjs'
import { binaryFile, platformPackage } from './platforms.mjs'

const BINDING = join(ROOT, 'native/binding')

/**
 * Writes the package of one platform: its binary, and what package managers need to install it there alone.
 *
 * @param {import('./platforms.mjs').PublishedPlatform} platform
 * @param {string} binary path of the platform's binary.
 * @param {string} folder to write, new.
 * @throws {StepError} when the binary is one for another platform.
 */
export function writePlatformPackage(platform, binary, folder) {
  checkBinary(platform, binary)
  mkdirSync(folder)
  const file = binaryFile(platform.name)
  copyFileSync(binary, join(folder, file))
  copyFileSync(join(ROOT, 'LICENSE'), join(folder, 'LICENSE'))
  copyFileSync(join(BINDING, 'THIRD-PARTY-NOTICES'), join(folder, 'THIRD-PARTY-NOTICES'))
  writeFileSync(join(folder, 'README.md'), readme(platform))
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest(platform, file), undefined, 2)}\n`)
}

function manifest({ name, os, cpu, libc }, file) {
  const { version, license, engines, keywords } = JSON.parse(readFileSync(join(BINDING, 'package.json'), 'utf8'))
  return {
    name: platformPackage(name),
    version,
    description: `The Rust engine of lazy-image for ${name}`,
    keywords,
    license,
    main: file,
    files: [file, 'THIRD-PARTY-NOTICES'],
    engines,
    os: [os],
    cpu: [cpu],
    ...(libc === undefined ? {} : { libc: [libc] }),
  }
}

function readme({ name, rustTarget }) {
  return `# ${platformPackage(name)}

The binary of \`@lazy-image/native\` for \`${rustTarget}\`. It comes with that package; nobody needs to install it by
name.

It contains libraries under their own permissive licences: THIRD-PARTY-NOTICES.
`
}

function checkBinary({ name, os, cpu, libc }, binary) {
  const facts = binaryFacts(binary)
  if (facts === undefined) throw new StepError(`${binary} is no native library`)
  const found = [facts.os, facts.cpu, facts.libc].filter(Boolean).join(' ')
  const wanted = [os, cpu, libc].filter(Boolean).join(' ')
  if (found !== wanted) throw new StepError(`${binary} is one for ${found}; the package for ${name} needs ${wanted}`)
}
