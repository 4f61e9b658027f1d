import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { engineInfo, LazyImageError, type Options, Pipeline } from '@lazy-image/core'
import { describe, expect, test, vi } from 'vitest'
import { recordedLogger } from './support/recorded-pipeline.js'
import { scratchFolder } from './support/scratch-folder.js'

function refusalOf(options: unknown): LazyImageError {
  try {
    new Pipeline(options as Options)
  } catch (error) {
    if (error instanceof LazyImageError) return error
    throw error
  }
  throw new Error('the options were taken')
}

describe('an option that breaks its rule', () => {
  const bad: [options: unknown, path: string, rule: string, received: string][] = [
    [{ root: 5 }, 'root', 'a non-empty string', '5 (number)'],
    [{ root: '' }, 'root', 'a non-empty string', '"" (string)'],
    [{ cache: true }, 'cache', 'false or an object', 'true (boolean)'],
    [{ cache: 'folder' }, 'cache', 'false or an object', '"folder" (string)'],
    [{ cache: null }, 'cache', 'false or an object', 'null (object)'],
    [{ cache: { dir: '' } }, 'cache.dir', 'a non-empty string', '"" (string)'],
    [{ cache: { dir: false } }, 'cache.dir', 'a non-empty string', 'false (boolean)'],
    [{ cache: { mode: 'write' } }, 'cache.mode', 'one of readwrite, read, off', '"write" (string)'],
    [{ cache: { maxSize: -1 } }, 'cache.maxSize', 'a whole number of bytes from 0', '-1 (number)'],
    [{ cache: { maxSize: 1.5 } }, 'cache.maxSize', 'a whole number of bytes from 0', '1.5 (number)'],
    [{ cache: { maxSize: '2 apples' } }, 'cache.maxSize', 'a whole number of bytes from 0', '"2 apples" (string)'],
    [{ cache: { maxSize: '2000' } }, 'cache.maxSize', 'a whole number of bytes from 0', '"2000" (string)'],
    [{ cache: { maxSize: '9e9GB' } }, 'cache.maxSize', 'a whole number of bytes from 0', '"9e9GB" (string)'],
    [{ cache: { maxSize: '99999999TB' } }, 'cache.maxSize', 'a whole number of bytes from 0', '"99999999TB" (string)'],
    [{ concurrency: 0 }, 'concurrency', 'an integer from 1 to 1024', '0 (number)'],
    [{ concurrency: 1025 }, 'concurrency', 'an integer from 1 to 1024', '1025 (number)'],
    [{ concurrency: 1.5 }, 'concurrency', 'an integer from 1 to 1024', '1.5 (number)'],
    [{ concurrency: -1 }, 'concurrency', 'an integer from 1 to 1024', '-1 (number)'],
    [{ concurrency: Number.NaN }, 'concurrency', 'an integer from 1 to 1024', 'NaN (number)'],
    [{ concurrency: '4' }, 'concurrency', 'an integer from 1 to 1024', '"4" (string)'],
    [{ memoryBudget: 0 }, 'memoryBudget', 'an integer from 1', '0 (number)'],
    [{ memoryBudget: Number.POSITIVE_INFINITY }, 'memoryBudget', 'an integer from 1', 'Infinity (number)'],
    [{ limits: 5 }, 'limits', 'an object', '5 (number)'],
    [{ limits: null }, 'limits', 'an object', 'null (object)'],
    [{ limits: { pixels: 0 } }, 'limits.pixels', 'an integer from 1', '0 (number)'],
    [{ limits: { side: 2 ** 32 } }, 'limits.side', 'an integer from 1 to 4294967295', '4294967296 (number)'],
    [{ limits: { fileBytes: '1 MB' } }, 'limits.fileBytes', 'an integer from 1', '"1 MB" (string)'],
    [{ limits: { metadataBytes: -1 } }, 'limits.metadataBytes', 'an integer from 1', '-1 (number)'],
    [{ limits: { variants: 0.5 } }, 'limits.variants', 'an integer from 1', '0.5 (number)'],
    [{ strict: 'loose' }, 'strict', 'one of error, warn, compat', '"loose" (string)'],
    [{ strict: true }, 'strict', 'one of error, warn, compat', 'true (boolean)'],
    [{ namedExports: 1 }, 'namedExports', 'true or false', '1 (number)'],
    [{ neverLarger: 'no' }, 'neverLarger', 'true or false', '"no" (string)'],
    [{ outputs: [] }, 'outputs', 'an object', '[] (object)'],
    [{ outputs: { own: undefined } }, 'outputs.own', 'a function, or an object', 'undefined (undefined)'],
    [{ outputs: { own: 'text' } }, 'outputs.own', 'a function, or an object', '"text" (string)'],
    [{ autoFormats: [] }, 'autoFormats', 'a list of at least one format', '[] (object)'],
    [{ types: 'x.d.ts' }, 'types', 'true, false or an object', '"x.d.ts" (string)'],
    [{ report: 5 }, 'report', 'true, false, a path that ends in .html or .json', '5 (number)'],
    [{ report: 'report.txt' }, 'report', 'true, false, a path that ends in .html or .json', '"report.txt" (string)'],
    [{ report: {} }, 'report', 'an object that names html, json or both', '{} (object)'],
    [{ report: { html: '' } }, 'report.html', 'a non-empty string', '"" (string)'],
    [{ report: { html: true, measure: 5 } }, 'report.measure', 'a glob pattern', '5 (number)'],
    [{ budgets: {} }, 'budgets', 'a list such as', '{} (object)'],
    [{ budgets: [5] }, 'budgets[0]', 'an object such as', '5 (number)'],
    [{ budgets: [{ include: '**' }] }, 'budgets[0]', 'an object with one of maxBytes', "{ include: '**' } (object)"],
    [{ budgets: [{ maxBytes: '2 apples' }] }, 'budgets[0].maxBytes', 'a whole number of bytes', '"2 apples" (string)'],
    [{ budgets: [{ maxWidth: 0 }] }, 'budgets[0].maxWidth', 'an integer from 1', '0 (number)'],
    [{ budgets: [{ formats: [] }] }, 'budgets[0].formats', 'a list of at least one format', '[] (object)'],
    [
      { budgets: [{ maxBytes: 1, severity: 'fatal' }] },
      'budgets[0].severity',
      'one of warn, error',
      '"fatal" (string)',
    ],
    [{ budgets: [{ maxBytes: 1, include: 5 }] }, 'budgets[0].include', 'a glob pattern', '5 (number)'],
    [{ types: { file: '' } }, 'types.file', 'a non-empty string', '"" (string)'],
    [{ types: { file: 'x.ts' } }, 'types.file', 'a path that ends in .d.ts', '"x.ts" (string)'],
    [{ types: { include: 'src/**' } }, 'types.include', 'a list of globs', '"src/**" (string)'],
    [{ types: { exclude: [5] } }, 'types.exclude[0]', 'a glob', '5 (number)'],
    [{ types: { aliases: ['@'] } }, 'types.aliases', 'an object', "[ '@' ] (object)"],
    [{ types: { aliases: { '@': 5 } } }, 'types.aliases.@', 'the path of a folder', '5 (number)'],
    [{ outputs: { card: {} } }, 'outputs.card', 'a function, or an object', '{} (object)'],
    [{ outputs: { card: { build: () => 1, type: ' ' } } }, 'outputs.card', 'a function, or an object', '(object)'],
    [{ onBatch: 'log' }, 'onBatch', 'a function', '"log" (string)'],
    [{ logger: console.log }, 'logger', 'an object with the functions info and warn', '(function)'],
    [{ logger: { info: () => {} } }, 'logger', 'an object with the functions info and warn', '(object)'],
    [{ logger: null }, 'logger', 'an object with the functions info and warn', 'null (object)'],
    ['fast', 'options', 'an object', '"fast" (string)'],
    [null, 'options', 'an object', 'null (object)'],
    [[], 'options', 'an object', '(object)'],
  ]
  test.each(bad)('is refused by path, rule, value and type: %j (%s)', (options, path, rule, received) => {
    const error = refusalOf(options)
    expect({ code: error.code, kind: error.kind }).toEqual({ code: 'OPTION_INVALID', kind: 'option' })
    const [named, given] = error.message.split(', but received ')
    expect(named).toContain(`ption${path === 'options' ? 's' : ` ${path}`} must be ${rule}`)
    expect(given).toContain(received)
  })

  test('is refused even when its value cannot be printed', () => {
    expect(refusalOf({ concurrency: Object.create(null) }).code).toBe('OPTION_INVALID')
    expect(refusalOf({ concurrency: Symbol('four') }).message).toContain('Symbol(four) (symbol)')
  })
})

describe('an unknown option', () => {
  test.each([
    [{ concurency: 4 }, 'concurency', 'concurrency'],
    [{ cache: { folder: 'x' } }, 'cache.folder', 'cache.dir'],
    [{ limits: { pixel: 5 } }, 'limits.pixel', 'limits.pixels'],
  ])('is refused and told beside those that are known: %j', (options, unknown, known) => {
    const { code, message } = refusalOf(options)
    expect(code).toBe('OPTION_INVALID')
    expect(message).toContain(`Unknown option ${unknown};`)
    expect(message).toContain(known)
  })

  test.each([
    [{ w: [400, 800] }, 'Unknown option w: it is a directive; for every image, write defaults: { w: [400,800] }'],
    [{ width: 400 }, 'Unknown option width: it is a directive; for every image, write defaults: { width: 400 }'],
    [
      { defaultDirectives: 'webp' },
      'Unknown option defaultDirectives: it is an option of vite-imagetools; imagetools() from @lazy-image/vite-plugin takes it',
    ],
  ])('that belongs elsewhere is told where: %j', (options, message) => {
    expect(refusalOf(options).message).toBe(message)
  })
})

describe('options that are left out', () => {
  test('have the documented defaults', () => {
    const root = scratchFolder()
    const { options } = new Pipeline({}, root)
    expect(options).toMatchObject({
      root,
      concurrency: engineInfo().availableParallelism,
      limits: {
        pixels: 268_435_456,
        side: 65_535,
        fileBytes: 512 * 1024 * 1024,
        metadataBytes: 16 * 1024 * 1024,
        variants: 200,
      },
      strict: 'error',
      defaults: {},
      directives: {},
      outputs: {},
      namedExports: true,
      neverLarger: true,
      autoFormats: ['avif', 'webp'],
    })
    expect(options.presets.size).toBe(0)
    expect(options.memoryBudget).toBeGreaterThan(1_000_000)
    expect(Number.isInteger(options.memoryBudget)).toBe(true)
  })

  test('and options that are undefined are the same', () => {
    const root = scratchFolder()
    const nothing = Object.fromEntries(
      ['root', 'cache', 'concurrency', 'memoryBudget', 'limits', 'onBatch', 'logger'].map(name => [name, undefined]),
    )
    const plain = ({ root, cache, concurrency, memoryBudget, limits }: Pipeline['options']) => ({
      root,
      cache,
      concurrency,
      memoryBudget,
      limits,
    })
    expect(plain(new Pipeline(nothing, root).options)).toEqual(plain(new Pipeline({}, root).options))
  })

  test('use no more processors than the system reports', () => {
    expect(new Pipeline().options.concurrency).toBeLessThanOrEqual(availableParallelism())
  })

  test('speak on stderr, never on stdout', () => {
    const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    const error = vi.spyOn(console, 'error').mockReturnValue()
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    const { logger } = new Pipeline().options
    logger.info('made')
    logger.warn('careful')
    expect(stdout).not.toHaveBeenCalled()
    expect(error).toHaveBeenCalledWith('lazy-image: made')
    expect(warn).toHaveBeenCalledWith('lazy-image: careful')
    vi.restoreAllMocks()
  })
})

describe('options that are given', () => {
  test('are taken as they are, one limit leaving the others their defaults', () => {
    const logger = recordedLogger()
    const { options } = new Pipeline({
      root: 'sub',
      cache: false,
      concurrency: 1024,
      memoryBudget: 1,
      limits: { variants: 3 },
      logger,
    })
    expect(options).toMatchObject({
      root: join(process.cwd(), 'sub'),
      cache: null,
      concurrency: 1024,
      memoryBudget: 1,
      limits: { variants: 3, side: 65_535 },
      logger,
    })
  })

  test('are not held: a later change of the object changes nothing', () => {
    const limits = { variants: 3 }
    const { options } = new Pipeline({ cache: false, limits })
    limits.variants = 7
    expect(options.limits.variants).toBe(3)
  })
})
