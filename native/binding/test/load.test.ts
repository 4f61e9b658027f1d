import { execFile } from 'node:child_process'
import { copyFileSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { loadBinding, NativeLoadError } from '@lazy-image/native'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { binaryName, currentPlatform } from '../dist/binary-name.js'
import { load } from '../dist/load.js'

const BINARY = fileURLToPath(new URL(`../${binaryName(currentPlatform())}`, import.meta.url))
const INDEX = new URL('../dist/index.js', import.meta.url).href
const require = createRequire(import.meta.url)

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'lazy-image-load-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The version that the engine tells in a process with the environment's LAZY_IMAGE_NATIVE. */
async function versionWith(native: string, cwd: string): Promise<string> {
  const code = `import { loadBinding } from ${JSON.stringify(INDEX)}; process.stdout.write(loadBinding().engineInfo().version)`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code], {
    cwd,
    env: { ...process.env, LAZY_IMAGE_NATIVE: native },
  })
  return stdout
}

function failureOf(...parameters: Parameters<typeof load>): NativeLoadError {
  try {
    load(...parameters)
  } catch (error) {
    if (error instanceof NativeLoadError) return error
    throw error
  }
  throw new Error('it was loaded')
}

/** A `require` that finds nothing, and what it was asked for. */
function emptyHanded(): { require: (id: string) => unknown; asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    require: id => {
      asked.push(id)
      throw Object.assign(new Error(`Cannot find module '${id}'\nRequire stack:\n- somewhere`), {
        code: 'MODULE_NOT_FOUND',
      })
    },
  }
}

const MUSL = { platform: 'linux', arch: 'arm64', musl: true }

describe('the engine', () => {
  test('is loaded once', () => {
    expect(loadBinding()).toBe(loadBinding())
    expect(loadBinding().engineInfo().version).toMatch(/^\d+\.\d+\.\d+$/)
  })

  test('is looked for in this package first, then in the platform’s own', () => {
    const { require, asked } = emptyHanded()
    failureOf(require, MUSL, undefined)
    expect(asked).toEqual([
      fileURLToPath(new URL('../lazy-image.linux-arm64-musl.node', import.meta.url)),
      '@lazy-image/native-linux-arm64-musl',
    ])
  })

  test('of the platform’s own package is taken where this package has none', () => {
    const engine = {}
    const onlyOwn = (id: string) => {
      if (id === '@lazy-image/native-linux-arm64-musl') return engine
      throw new Error('not here')
    }
    expect(load(onlyOwn, MUSL, undefined)).toBe(engine)
  })
})

describe('an engine that does not load', () => {
  test('is an error that lists what was tried, why each failed, and what to do', () => {
    const { require } = emptyHanded()
    const error = failureOf(require, MUSL, undefined)
    expect(error).toMatchObject({ name: 'NativeLoadError', code: 'NATIVE_LOAD_FAILED' })
    const [what, ...rest] = error.message.split('\n')
    expect(what).toBe(
      `lazy-image has no native engine that loads on linux-arm64-musl (Node ${process.versions.node}). Tried:`,
    )
    expect(rest).toEqual([
      expect.stringMatching(/^ {2}\S.*lazy-image\.linux-arm64-musl\.node$/),
      expect.stringMatching(/^ {4}Cannot find module '.*\.node'$/),
      '  @lazy-image/native-linux-arm64-musl',
      "    Cannot find module '@lazy-image/native-linux-arm64-musl'",
      expect.stringMatching(
        /^The package @lazy-image\/native-linux-arm64-musl is not installed\. Reinstall .*--omit=optional.*npm run setup$/,
      ),
    ])
  })

  test('because the file is no library is told with the loader’s own reason', () => {
    const file = join(folder, 'broken.node')
    writeFileSync(file, 'not a library')
    const { message } = failureOf(require, currentPlatform(), file)
    expect(message).toContain(`  ${file}\n    `)
    expect(message).toMatch(/file too short|invalid ELF header|not a mach-o file|not a valid Win32/)
  })

  test('of the platform’s own package is not called absent, and is told with the loader’s own reason', () => {
    const reason = "/lib/libc.so.6: version `GLIBC_2.28' not found"
    const tooOld = (id: string) => {
      if (id.startsWith('@lazy-image/')) throw Object.assign(new Error(reason), { code: 'ERR_DLOPEN_FAILED' })
      return emptyHanded().require(id)
    }
    const { message } = failureOf(tooOld, { ...MUSL, musl: false }, undefined)
    expect(message).toContain(`  @lazy-image/native-linux-arm64-gnu\n    ${reason}\n`)
    expect(message).toMatch(/An engine is there, .*glibc 2\.28 or newer.*reinstall it, or build .*npm run setup$/)
    expect(message).not.toContain('not installed')
  })

  test('because none is published for the platform says for which there is one', () => {
    const { message } = failureOf(emptyHanded().require, { platform: 'freebsd', arch: 'x64', musl: false }, undefined)
    expect(message).toMatch(/\nNo engine is published for freebsd-x64, only for darwin-arm64, .*npm run setup$/)
    expect(message).not.toContain('Reinstall')
  })

  test('names LAZY_IMAGE_NATIVE as the cause where that is what was followed', () => {
    const { require, asked } = emptyHanded()
    const file = join(folder, 'engine.node')
    const { message } = failureOf(require, MUSL, file)
    expect(asked).toEqual([file])
    expect(message).toMatch(/LAZY_IMAGE_NATIVE names that file: .*unset it\.$/)
    expect(message).not.toContain('Reinstall')
  })
})

describe('LAZY_IMAGE_NATIVE', () => {
  test('names the binary that is loaded', async () => {
    const file = join(folder, 'own name.node')
    copyFileSync(BINARY, file)
    expect(await versionWith(file, folder)).toBe(loadBinding().engineInfo().version)
  })

  test('may be relative to the working directory', async () => {
    copyFileSync(BINARY, join(folder, 'engine.node'))
    expect(await versionWith('./engine.node', folder)).toBe(loadBinding().engineInfo().version)
    expect(await versionWith('engine.node', folder)).toBe(loadBinding().engineInfo().version)
  })

  test('that is empty counts as unset', async () => {
    expect(await versionWith('', folder)).toBe(loadBinding().engineInfo().version)
  })

  test('that leads nowhere is an error, even where another binary would load', async () => {
    await expect(versionWith(join(folder, 'missing.node'), folder)).rejects.toMatchObject({
      stderr: expect.stringContaining('LAZY_IMAGE_NATIVE names that file'),
    })
  })
})
