import { copyFileSync, existsSync, mkdirSync, rmSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { InputStamp } from './input-stamp.mjs'
import { libaomEnvironment } from './libaom.mjs'
import { areCompiled, compileTypeScript } from './package-build.mjs'
import { capture, ROOT, run, StepError, succeeds } from './step.mjs'

const BINDING = join(ROOT, 'native/binding')
const INPUTS = ['Cargo.toml', 'Cargo.lock', 'native']
const CODECS = 'native/codecs'
/** Crates whose C is compiled by what is in that folder; cargo does not look there. */
const COMPILED_BY_CMAKE = ['libaom-sys', 'libavif-sys', 'turbojpeg-sys', 'jpegli-sys']

/** Compiles the engine and puts it where its package loads it from. */
export async function buildNative(begin) {
  // A compiler that is started takes joined modules apart.
  if (!areCompiled()) await compileTypeScript('native/binding')
  const { binaryName, currentPlatform } = await import('../../native/binding/dist/binary-name.js')
  const binary = join(BINDING, binaryName(currentPlatform()))
  const libaom = await libaomEnvironment()
  const isInput = path => /\.(?:rs|c|h|cmake|toml|lock)$/.test(path) && !isTest(path)
  const stamp = new InputStamp('native-build', INPUTS, isInput, libaom.LAZY_IMAGE_AOM)
  if (stamp.isCurrent && existsSync(binary)) return 'up to date'
  begin()
  if (!(await succeeds('cargo', ['--version']))) {
    throw new StepError(
      'Missing: Rust, which the engine is written in. Install it from https://rustup.rs and try again',
    )
  }

  const codecs = new InputStamp('codecs', [CODECS])
  if (!codecs.isCurrent) {
    const packages = COMPILED_BY_CMAKE.flatMap(name => ['--package', name])
    await capture('cargo', ['clean', '--release', '--locked', ...packages])
  }
  // The macros tell the types of the module while they are compiled, so they must be compiled.
  const types = join(ROOT, 'target/napi-types')
  rmSync(types, { recursive: true, force: true })
  mkdirSync(types, { recursive: true })
  const now = new Date()
  utimesSync(join(BINDING, 'src/lib.rs'), now, now)

  const env = { ...process.env, ...libaom, NAPI_TYPE_DEF_TMP_FOLDER: types }
  const args = ['build', '--release', '--locked', '--package', 'lazy-image-binding']
  const messages = await capture('cargo', [...args, '--message-format=json-render-diagnostics'], { env })
  codecs.save()
  // A running Node may have the old one loaded: a new file leaves that one whole.
  rmSync(binary, { force: true })
  copyFileSync(libraryIn(messages), binary)
  await run(process.execPath, [join(BINDING, 'scripts/write-types.mjs'), types, join(BINDING, 'js/wire.ts')])
  stamp.save()
  return undefined
}

function isTest(path) {
  return /[\\/](?:tests|benches|fuzz)[\\/]/.test(path)
}

function libraryIn(messages) {
  const artifact = messages
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line))
    .findLast(({ reason, target }) => reason === 'compiler-artifact' && target.kind.includes('cdylib'))
  const library = artifact?.filenames.find(name => /\.(?:so|dylib|dll)$/.test(name))
  if (library === undefined) throw new StepError('cargo built no library for Node')
  return library
}
