import { join } from 'node:path'
import { ROOT } from '../setup/step.mjs'

export const CODECS = join(ROOT, 'native/codecs')

/**
 * One static library with encoder and decoder, and code for every processor of the kind, chosen at run time. How it is
 * built changes its speed, not what it writes.
 */
const SETTINGS = {
  CMAKE_BUILD_TYPE: 'Release',
  CMAKE_INSTALL_LIBDIR: 'lib',
  CMAKE_POSITION_INDEPENDENT_CODE: 'ON',
  BUILD_SHARED_LIBS: '0',
  CONFIG_RUNTIME_CPU_DETECT: '1',
  CONFIG_LIBYUV: '0',
  CONFIG_WEBM_IO: '0',
  ENABLE_DOCS: '0',
  ENABLE_EXAMPLES: '0',
  ENABLE_TESTDATA: '0',
  ENABLE_TESTS: '0',
  ENABLE_TOOLS: '0',
}

/**
 * What builds libaom: CMake's parameters, one list for each time that it is called.
 *
 * @param {{ source: string, build: string, prefix: string, codecs?: string, settings?: Record<string, string> }} folders
 * `prefix` is what LAZY_IMAGE_AOM names; `codecs` where CMake finds native/codecs; `settings` are what a system needs besides.
 */
export function cmakeCalls({ source, build, prefix, codecs = CODECS, settings = {} }) {
  const ours = { CMAKE_PROJECT_AOM_INCLUDE: `${codecs}/aom/quantise.cmake`, CMAKE_INSTALL_PREFIX: prefix }
  const all = { ...SETTINGS, ...settings, ...ours }
  return [
    ['-S', source, '-B', build, ...Object.entries(all).map(([name, value]) => `-D${name}=${value}`)],
    ['--build', build, '--config', 'Release', '--parallel'],
    ['--install', build, '--config', 'Release'],
  ]
}
