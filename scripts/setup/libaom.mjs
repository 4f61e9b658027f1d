import { createHash } from 'node:crypto'
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { capture, ROOT, StepError, succeeds } from './step.mjs'

/** The oldest that the engine has a better ladder for than for the crate's own. */
const OLDEST = [3, 14]
/** In place of a folder: the one that pkg-config knows. */
const BY_PKG_CONFIG = 'pkg-config'

/**
 * Folders: all of it, and its parts.
 *
 * @typedef {object} LibaomEnvironment
 * @property {string} LAZY_IMAGE_AOM
 * @property {string} LIB_AOM_STATIC_LIB_PATH
 * @property {string} LIB_AOM_INCLUDE_PATH
 * @property {string} LIB_AOM_PKG_CONFIG_PATH
 */

/**
 * What cargo is to be told of the libaom that LAZY_IMAGE_AOM names. Nothing where it names none: then the crate builds
 * its own.
 *
 * @param {string} [named] a folder with `include` and `lib`, or `pkg-config` for the one that pkg-config knows.
 * @returns {Promise<LibaomEnvironment | Record<string, never>>} variables for cargo, which libaom-sys and the engine read.
 */
export async function libaomEnvironment(named = process.env.LAZY_IMAGE_AOM) {
  if (!named) return {}
  const { includes, library, packageFile } = named === BY_PKG_CONFIG ? await knownToPkgConfig() : under(resolve(named))
  for (const file of [join(includes, 'aom/aom_encoder.h'), library, packageFile]) {
    if (!existsSync(file)) throw new StepError(`LAZY_IMAGE_AOM is ${named}, but there is no ${file}`)
  }
  const version = /^Version: *(\S+)/m.exec(readFileSync(packageFile, 'utf8'))?.[1] ?? 'of an unknown version'
  const [major, minor] = version.split('.').map(Number)
  if (!(major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]))) {
    throw new StepError(
      `LAZY_IMAGE_AOM is ${named}, which is libaom ${version}; it must be ${OLDEST.join('.')} or newer. Without the variable, the engine builds the one that its crate brings along`,
    )
  }
  const folder = keep({ includes, library, packageFile }, version)
  return {
    LAZY_IMAGE_AOM: folder,
    LIB_AOM_STATIC_LIB_PATH: join(folder, 'lib'),
    LIB_AOM_INCLUDE_PATH: join(folder, 'include'),
    LIB_AOM_PKG_CONFIG_PATH: join(folder, 'lib/pkgconfig'),
  }
}

/** A folder that is called after what it holds: cargo looks at the names of folders alone, not at what is in them. */
function keep({ includes, library, packageFile }, version) {
  const digest = createHash('sha256').update(readFileSync(library)).digest('hex').slice(0, 12)
  const folder = join(ROOT, 'target/libaom', `${version}-${digest}`)
  if (!existsSync(join(folder, 'lib/pkgconfig/aom.pc'))) {
    mkdirSync(join(folder, 'lib/pkgconfig'), { recursive: true })
    cpSync(join(includes, 'aom'), join(folder, 'include/aom'), { recursive: true })
    copyFileSync(library, join(folder, 'lib', libraryName()))
    copyFileSync(packageFile, join(folder, 'lib/pkgconfig/aom.pc'))
  }
  return folder
}

function under(prefix) {
  const folders = [join(prefix, 'lib'), join(prefix, 'lib64'), ...foldersIn(join(prefix, 'lib'))]
  const libraries = folders.find(folder => existsSync(join(folder, libraryName()))) ?? folders[0]
  return {
    includes: join(prefix, 'include'),
    library: join(libraries, libraryName()),
    packageFile: join(libraries, 'pkgconfig/aom.pc'),
  }
}

/** Debian's kind of folder for each processor. */
function foldersIn(folder) {
  if (!existsSync(folder)) return []
  const entries = readdirSync(folder, { withFileTypes: true })
  return entries.filter(entry => entry.isDirectory()).map(({ name }) => join(folder, name))
}

async function knownToPkgConfig() {
  if (!(await succeeds('pkg-config', ['--exists', 'aom']))) {
    throw new StepError('LAZY_IMAGE_AOM is pkg-config, which knows no aom')
  }
  const variable = async name => (await capture('pkg-config', [`--variable=${name}`, 'aom'])).trim()
  const libraries = await variable('libdir')
  return {
    includes: await variable('includedir'),
    library: join(libraries, libraryName()),
    packageFile: join(await variable('pcfiledir'), 'aom.pc'),
  }
}

/** The engine is linked with it whole: a shared one would have to be there wherever the engine is. */
function libraryName() {
  return process.platform === 'win32' ? 'aom.lib' : 'libaom.a'
}
