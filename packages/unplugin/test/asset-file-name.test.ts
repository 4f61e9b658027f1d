import { describe, expect, test } from 'vitest'
import { nameAsset } from '../dist/host/webpack-like/asset-file-name.js'
import { translateFileLoader } from '../dist/host/webpack-like/file-loader-options.js'
import { ASKED, parseRequest, printRequest } from '../dist/host/webpack-like/module-kind.js'

const KEY = '0123456789abcdef0123456789abcdef'
type Template = Parameters<typeof nameAsset>[0]
type Data = Parameters<typeof nameAsset>[2]

/** As webpack gives it; what it calls the source is not always what that is called. */
function dataOf(filename: string): Data {
  return { filename, contentHash: 'f'.repeat(20) } as Data
}

function name(template: Template, resource = 'src/img/hero.jpg?w=8'): string {
  const file = { name: 'hero.webp', key: KEY, source: 'src/img/hero.jpg', resource, size: { width: 8, height: 6 } }
  return nameAsset(template, file, dataOf('../else.jpg'), undefined)
}

describe('a file name', () => {
  test.each<[string | undefined, string]>([
    [undefined, 'hero.0123456789abcdef0123.webp'],
    ['[name].[hash:8][ext]', 'hero.01234567.webp'],
    ['[name].[contenthash:hex:8][ext]', 'hero.01234567.webp'],
    ['[contenthash:base62:8][ext]', '01234567.webp'],
    ['[modulehash:6][ext]', '012345.webp'],
    ['[hash:base64url][ext]', '0123456789abcdef0123.webp'],
    ['[path][contenthash:6].[base]', 'src/img/012345.hero.webp'],
    ['[file]?[hash:4]', 'src/img/hero.webp?0123'],
    ['[containedfile][hash]', 'src/img/hero.webp0123456789abcdef0123'],
    ['[name].[hash][ext][query][fragment]', 'hero.0123456789abcdef0123.webp'],
    ['[name]-[width]x[height].[hash:8][ext]', 'hero-8x6.01234567.webp'],
    ['[name]-[width][ext]', 'hero-8-01234567.webp'],
    // Left to webpack: what it alone knows.
    ['[id]/[name][ext]', '[id]/hero.webp'],
    ['[runtime]/[hash][ext]', '[runtime]/0123456789abcdef0123.webp'],
    // Nothing tells the outputs of one picture apart.
    ['[name][ext]', 'hero-01234567.webp'],
    ['img/[name].[hash:3][ext]', 'img/hero.012-01234567.webp'],
    ['[fullhash]/[name][ext]', '[fullhash]/hero-01234567.webp'],
    ['img.d/[name]', 'img.d/hero-01234567'],
    ['[name][ext]?v=1.2', 'hero-01234567.webp?v=1.2'],
  ])('of %j', (template, expected) => {
    expect(name(template)).toBe(expected)
  })

  test.each([
    ['a b/c d.jpg', 'a_b/c_d'],
    ['%41/100%.jpg', '_41/100_'],
    ['[id]/[hash].jpg', '_id_/_hash_'],
    ['a\0#b/c\0?d.jpg', 'a_b/c_d'],
    ['$&/$1.jpg', '$&/$1'],
    ['../../up/x.jpg', '_/_/up/x'],
    ['/abs/x.jpg', '_/abs/x'],
    ['D:/abs/x.jpg', 'D_/abs/x'],
    ['a,b.jpg', 'a_b'],
    ['.jpg', '.jpg'],
    ['é日本/ü.jpg', 'é日本/ü'],
  ])('of a source called %j can stand in a URL', (source, expected) => {
    expect(name('[path][name]#[hash:4]', source)).toBe(`${expected}_0123`)
  })

  test('is short enough for a file system, and never half a character', () => {
    const long = name('[name].[hash][ext]', `${'€'.repeat(80)}.jpg`)
    expect(Buffer.byteLength(long)).toBeLessThan(255)
    expect(long).toBe(`${'€'.repeat(60)}.0123456789abcdef0123.webp`)
    expect(name('[name].[hash:4]', `${'x'.repeat(180)}.jpg`)).toBe(`${'x'.repeat(180)}.0123`)
  })

  test('by a function knows the source and the hash, and needs no digits where it has used them', () => {
    expect(name(({ filename }) => `${filename}/[name].[hash:8][ext]`, 'a.jpg?w=8')).toBe('a.jpg?w=8/a.01234567.webp')
    expect(name(({ contentHash }) => `x/${contentHash?.slice(0, 6)}[ext]`)).toBe('x/012345.webp')
    expect(name(() => 'my pictures/[name][ext]')).toBe('my_pictures/hero-01234567.webp')
  })
})

describe('file-loader’s options', () => {
  const filenameOf = (options: object, source = 'src/img/hero.jpg?w=8') => {
    const { filename } = translateFileLoader({ loader: '/x/node_modules/file-loader/dist/cjs.js', options }) ?? {}
    return typeof filename === 'function' ? name(filename(dataOf(source), undefined), source) : undefined
  }

  test.each([
    [{}, '0123456789abcdef0123.webp'],
    [{ name: '[path][name].[ext]' }, 'src/img/hero-01234567.webp'],
    [{ name: '[folder]/[name].[contenthash:6].[ext]' }, 'img/hero.012345.webp'],
    [{ name: '[sha512:hash:base64:7].[ext]' }, '0123456.webp'],
    [{ name: '[md5:contenthash:hex:8].[ext]', outputPath: 'static/media/' }, 'static/media/01234567.webp'],
    [{ name: (path: string, query: string) => `${path.length}${query.length}-[hash:4].[ext]` }, '164-0123.webp'],
  ])('%j say where outputs go', (options, expected) => {
    expect(filenameOf(options)).toBe(expected)
  })

  test('say under which address, and whether they are written', () => {
    const options = { name: '[name].[ext]', outputPath: 'img', publicPath: 'https://cdn.example', emitFile: false }
    expect(translateFileLoader({ use: ['x-loader', { loader: 'url-loader', options }] })).toMatchObject({
      publicPath: 'https://cdn.example/',
      outputPath: 'img',
      emit: false,
    })
  })

  test.each([[{ use: 'css-loader' }], [{ loader: 'my-file-loader-like' }], [{ use: () => [] }], [{ type: 'asset' }]])(
    'are no other rule’s: %j',
    rule => {
      expect(translateFileLoader(rule)).toBeUndefined()
    },
  )
})

describe('a request for an image module', () => {
  test.each(ASKED)('holds any path and query: %s', asked => {
    for (const id of ['/a b/c#d!e%3Ff.png?w=8&background=#fff', 'C:\\a\\b.png?w=8', '/ü/\u0000.png']) {
      const request = printRequest(asked, id)
      expect(request).toMatch(/^[a-z-]+:[^!#?\\/]+$/)
      expect(parseRequest(request)).toBe(id)
    }
  })
})
