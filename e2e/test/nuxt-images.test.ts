import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from '@lazy-image/core'
import { type ImageRequest, ImageServer } from '@lazy-image/vite-plugin/nuxt/server'
import { describe, expect, test } from 'vitest'
import provider from '../../packages/vite-plugin/dist/nuxt/provider.js'
import { fixture } from '../support/fixture.js'
import { scratchFolder } from '../support/project.js'

const CONTEXT = { options: { nuxt: { baseURL: '/' } } }

function urlOf(source: string, modifiers: Record<string, unknown>): string {
  return provider().getImage(source, { modifiers }, CONTEXT).url
}

function serverOf(files: Record<string, Buffer>, isPrivate = false) {
  const root = scratchFolder()
  const folder = join(root, 'public')
  mkdirSync(folder)
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes)
  writeFileSync(join(root, 'secret.jpg'), fixture('a.jpg'))
  const server = new ImageServer({ folders: [folder], cacheFolder: null, isPrivate, defaults: {} })
  const get = (url: string, knownTags?: string, more: Partial<ImageRequest> = {}) =>
    server.answer({ path: url.slice('/_ipx'.length), knownTags, ...more })
  return { get }
}

describe('the URL of an image of Nuxt', () => {
  test('holds what is asked for, and ends as the format does', () => {
    expect(urlOf('/a.jpg', { width: 200, height: 100, format: 'webp', quality: 50 })).toBe(
      '/_ipx/w=200&h=100&format=webp&quality=50/a.jpg.webp',
    )
    expect(urlOf('/sub/a.jpg', { format: 'jpg' })).toBe('/_ipx/format=jpg/sub/a.jpg')
    expect(urlOf('/a.jpg', { width: undefined })).toBe('/_ipx/_/a.jpg')
    expect(provider().getImage('/a.jpg', { modifiers: {} }, { options: { nuxt: { baseURL: '/app/' } } }).url).toBe(
      '/app/_ipx/_/a.jpg',
    )
  })

  test('is that of the image itself on another server', () => {
    expect(urlOf('https://example.com/a.jpg', { width: 200 })).toBe('https://example.com/a.jpg')
  })
})

describe('an image of Nuxt', () => {
  test('is made as its URL says, whatever the file is called', async () => {
    const { get } = serverOf({ 'a.jpg': fixture('a.jpg'), 'fünf %3F.jpg': fixture('a.jpg') })
    for (const source of ['/a.jpg', '/fünf %3F.jpg']) {
      const { status, headers, body } = await get(
        urlOf(source, { width: 40, height: 30, format: 'webp', fit: 'cover' }),
      )
      expect([status, headers['content-type']]).toEqual([200, 'image/webp'])
      expect(await inspect(Buffer.from(body))).toMatchObject({ format: 'webp', width: 40, height: 30 })
    }
  })

  test('is larger than its source up to a bound, and while a site is developed for its own pages alone', async () => {
    const { get } = serverOf({ 'a.jpg': fixture('a.jpg') }, true)
    const asked = { width: 40, format: 'webp' }
    const foreign = {
      headers: { host: 'localhost:3000', 'sec-fetch-site': 'cross-site', origin: 'https://other.example' },
    }
    expect(await get(urlOf('/a.jpg', asked), undefined, foreign)).toMatchObject({ status: 403 })
    const own = { headers: { host: 'localhost:3000', 'sec-fetch-site': 'same-origin' } }
    expect(await get(urlOf('/a.jpg', asked), undefined, own)).toMatchObject({ status: 200 })
    const large = urlOf('/a.jpg', { width: 9000, allowUpscale: true, format: 'png' })
    const { status, body } = await get(large, undefined, own)
    expect([status, body]).toEqual([403, expect.stringContaining('16777216')])
    expect(await serverOf({ 'a.jpg': fixture('a.jpg') }).get(urlOf('/a.jpg', asked), undefined, foreign)).toMatchObject(
      {
        status: 200,
      },
    )
  })

  test('is not made for who has gone', async () => {
    const { get } = serverOf({ 'a.jpg': fixture('a.jpg') })
    const gone = AbortSignal.abort()
    const { status, body } = await get(urlOf('/a.jpg', { width: 41, format: 'webp' }), undefined, { gone })
    expect([status, body]).toEqual([500, expect.stringContaining('ABORTED')])
  })

  test('takes every directive as a modifier', async () => {
    const { get } = serverOf({ 'a.jpg': fixture('a.jpg') })
    const { body } = await get(urlOf('/a.jpg', { format: 'png', crop: '0,0,20,10', grayscale: true }))
    expect(await inspect(Buffer.from(body))).toMatchObject({ width: 20, height: 10, colorspace: 'gray' })
  })

  test('is the file where nothing is asked for', async () => {
    const { get } = serverOf({ 'a.jpg': fixture('a.jpg') })
    const { headers, body } = await get(urlOf('/a.jpg', {}))
    expect(headers['content-type']).toBe('image/jpeg')
    expect(Buffer.from(body).equals(fixture('a.jpg'))).toBe(true)
  })

  test('is not sent again to whoever has it', async () => {
    const { get } = serverOf({ 'a.jpg': fixture('a.jpg') })
    const url = urlOf('/a.jpg', { width: 40, format: 'webp' })
    const { etag } = (await get(url)).headers
    expect(await get(url, etag)).toMatchObject({ status: 304, body: '' })
  })

  test('is refused in a sentence where the URL asks for what there is not, and is never the original instead', async () => {
    const { get } = serverOf({ 'a.jpg': fixture('a.jpg'), 'broken.jpg': Buffer.from('nothing') })
    expect(await get('/_ipx/w=nine/a.jpg')).toMatchObject({
      status: 400,
      body: expect.stringMatching(/w must be.*nine/),
    })
    expect(await get('/_ipx/w=20&wight=9/a.jpg')).toMatchObject({ status: 400, body: expect.stringContaining('wight') })
    expect(await get('/_ipx/nothing=1/a.jpg')).toMatchObject({ status: 400 })
    expect(await get('/_ipx/w=20/broken.jpg')).toMatchObject({
      status: 500,
      body: expect.stringContaining('NOT_AN_IMAGE'),
    })
  })

  test('lies in the public folder, and nowhere else', async () => {
    const { get } = serverOf({ 'a.jpg': fixture('a.jpg') })
    for (const path of ['../secret.jpg', '..%2Fsecret.jpg', 'x/../../secret.jpg', '%2e%2e/secret.jpg', '%', '']) {
      expect(await get(`/_ipx/w=20/${path}`), path).toMatchObject({ status: 404 })
    }
  })
})
