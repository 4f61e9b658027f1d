// Builds the published binary of one platform: on a machine of that platform, for Linux in a container whose C library
// is old enough for every system that runs a supported Node. libaom is built first, from upstream's signed source.
// usage: node scripts/release/build-binary.mjs <platform> --out <folder>

import { copyFileSync, mkdirSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { fetchLibaom } from '../codecs/fetch-libaom.mjs'
import { CODECS, cmakeCalls } from '../codecs/libaom-build.mjs'
import { libaomEnvironment } from '../setup/libaom.mjs'
import { main, ROOT, run, StepError } from '../setup/step.mjs'
import { binaryFacts } from './binary-facts.mjs'
import { binaryFile, PLATFORMS } from './platforms.mjs'

/** Of the oldest glibc that Node 20 runs on. */
const OLDEST_GLIBC = '2.28'

/** What the compilers need to be told where they are the system's own. */
const ENVIRONMENTS = {
  // The oldest macOS that Node 22 runs on.
  darwin: { MACOSX_DEPLOYMENT_TARGET: '11.0' },
  // Node brings no C runtime that a library could share, and few machines have the one of the compiler.
  win32: { RUSTFLAGS: '-C target-feature=+crt-static' },
}

/** What libaom is told beside, so that it has the same runtime as the rest. */
const LIBAOM_SETTINGS = {
  darwin: {},
  win32: { CMAKE_MSVC_RUNTIME_LIBRARY: 'MultiThreaded' },
}

/** Where the repository is in a container. */
const MOUNTED = '/lazy-image'

/** Images of the Docker Hub that exist for both processors, and what makes a builder of them. */
const CONTAINERS = {
  glibc: {
    image: 'almalinux:8',
    prepare: [
      'dnf -q -y install dnf-plugins-core',
      'dnf config-manager --set-enabled powertools',
      'dnf -q -y install gcc-toolset-13 cmake nasm perl',
      'curl -sSf https://sh.rustup.rs | sh -s -- -q -y --profile minimal --default-toolchain none',
      '. /opt/rh/gcc-toolset-13/enable',
      '. "$HOME/.cargo/env"',
    ],
  },
  musl: {
    image: 'rust:1.95.0-alpine',
    // A library for Node shares the C library of its process.
    prepare: ['apk add --quiet g++ make cmake nasm perl', 'export RUSTFLAGS="-C target-feature=-crt-static"'],
  },
}

await main(async () => {
  const { values, positionals } = parseArgs({ options: { out: { type: 'string' } }, allowPositionals: true })
  const platform = PLATFORMS.find(({ name }) => name === positionals[0])
  if (platform === undefined || values.out === undefined) {
    const names = PLATFORMS.map(({ name }) => name).join(' | ')
    throw new StepError(`usage: build-binary.mjs <${names}> --out <folder>`)
  }
  const library = platform.os === 'linux' ? await buildInContainer(platform) : await buildHere(platform)
  const out = resolve(values.out)
  mkdirSync(out, { recursive: true })
  copyFileSync(library, join(out, binaryFile(platform.name)))
  checkGlibc(library)
})

async function buildHere({ os, rustTarget }) {
  await run('rustup', ['target', 'add', rustTarget])
  const env = { ...process.env, ...ENVIRONMENTS[os] }
  const { source, build, prefix } = libaomFolders(rustTarget, await fetchLibaom('upstream'))
  const calls = cmakeCalls({ source, build, prefix, settings: LIBAOM_SETTINGS[os] })
  for (const call of calls) await run('cmake', call, { env })
  await run('cargo', cargoArguments(rustTarget), { env: { ...env, ...(await libaomEnvironment(prefix)) } })
  return libraryOf(rustTarget, os === 'win32' ? 'lazy_image_binding.dll' : 'liblazy_image_binding.dylib')
}

async function buildInContainer({ cpu, libc, rustTarget }) {
  if (process.arch !== cpu) throw new StepError(`A binary for ${cpu} is built on ${cpu}; this is ${process.arch}`)
  const { image, prepare } = CONTAINERS[libc]
  const { source, build, prefix } = libaomFolders(rustTarget, await fetchLibaom('upstream'))
  const mounted = folder => `${MOUNTED}/${relative(ROOT, folder)}`
  const folders = { source, build, prefix, codecs: CODECS }
  const calls = cmakeCalls(Object.fromEntries(Object.entries(folders).map(([name, folder]) => [name, mounted(folder)])))
  // There is no Node in the container to ask where what is.
  const libaom = {
    LAZY_IMAGE_AOM: mounted(prefix),
    LIB_AOM_STATIC_LIB_PATH: `${mounted(prefix)}/lib`,
    LIB_AOM_INCLUDE_PATH: `${mounted(prefix)}/include`,
    LIB_AOM_PKG_CONFIG_PATH: `${mounted(prefix)}/lib/pkgconfig`,
  }
  const script = [
    'set -e',
    ...prepare,
    ...calls.map(call => `cmake ${call.join(' ')}`),
    ...Object.entries(libaom).map(([name, value]) => `export ${name}=${value}`),
    `cargo ${cargoArguments(rustTarget).join(' ')}`,
  ].join('\n')
  const mount = ['--volume', `${ROOT}:${MOUNTED}`, '--workdir', MOUNTED]
  await run('docker', ['run', '--rm', ...mount, image, 'sh', '-c', script])
  return libraryOf(rustTarget, 'liblazy_image_binding.so')
}

function libaomFolders(rustTarget, source) {
  const folder = join(ROOT, 'target', rustTarget, 'libaom')
  return { source, build: join(folder, 'build'), prefix: join(folder, 'prefix') }
}

function cargoArguments(rustTarget) {
  return ['build', '--profile', 'dist', '--locked', '--package', 'lazy-image-binding', '--target', rustTarget]
}

function libraryOf(rustTarget, file) {
  return join(ROOT, 'target', rustTarget, 'dist', file)
}

function checkGlibc(library) {
  const { glibc } = binaryFacts(library)
  if (glibc !== undefined && Number(glibc.split('.')[1]) > Number(OLDEST_GLIBC.split('.')[1])) {
    throw new StepError(`The binary needs glibc ${glibc}; it must load where ${OLDEST_GLIBC} is`)
  }
}
