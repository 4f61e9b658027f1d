import { describe, expect, test } from 'vitest'
import { namesOrigin } from '../dist/host/vite/named-origins.js'
import { isByOwnPage } from '../dist/serving/own-page.js'
import { RequestRefused } from '../dist/serving/request-refused.js'
import { Turns } from '../dist/serving/turns.js'

describe('a request', () => {
  const host = 'localhost:5173'
  const isOwn = (headers: Record<string, string>, named: string[] = []) =>
    isByOwnPage({ host, ...headers }, ({ origin }) => named.includes(origin))

  test('is a page’s own where the browser says so, or its origin is the server’s', () => {
    for (const site of ['same-origin', 'none']) expect(isOwn({ 'sec-fetch-site': site })).toBe(true)
    expect(isOwn({ referer: 'http://localhost:5173/a/b?c' })).toBe(true)
    expect(isOwn({ origin: 'http://localhost:5173' })).toBe(true)
    expect(isOwn({ 'sec-fetch-site': 'cross-site', origin: 'http://named:1' }, ['http://named:1'])).toBe(true)
  })

  test('without a word of a page is a program’s', () => {
    expect(isOwn({})).toBe(true)
  })

  test('of another site, port or page that hides is a stranger’s', () => {
    for (const site of ['cross-site', 'same-site']) {
      expect(isOwn({ 'sec-fetch-site': site })).toBe(false)
      expect(isOwn({ 'sec-fetch-site': site, referer: 'http://localhost:5174/' })).toBe(false)
    }
    expect(isOwn({ origin: 'null' })).toBe(false)
    expect(isOwn({ referer: 'about:blank' })).toBe(false)
    // What a page says of itself goes before what it was sent by.
    expect(isOwn({ origin: 'http://evil.example', referer: 'http://localhost:5173/' })).toBe(false)
    expect(isOwn({ referer: 'http://localhost:5173.evil.example/' })).toBe(false)
  })
})

describe('an origin is named by Vite’s configuration', () => {
  const VITES_OWN = /^https?:\/\/(?:(?:[^:]+\.)?localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/
  const named = (page: string, cors: unknown, allowedHosts: true | string[] = []) =>
    namesOrigin({ cors, allowedHosts } as Parameters<typeof namesOrigin>[0], new URL(page))

  test('where it is among those that may read the server’s files', () => {
    expect(named('http://localhost:8000', { origin: 'http://localhost:8000' })).toBe(true)
    expect(named('http://localhost:8001', { origin: ['http://localhost:8000'] })).toBe(false)
    expect(named('https://a.test', { origin: [VITES_OWN, /^https:\/\/[a-z]\.test$/g] })).toBe(true)
  })

  test('and by nothing that names nobody', () => {
    for (const cors of [true, false, {}, { origin: true }, { origin: '*' }, { origin: VITES_OWN }]) {
      expect(named('http://localhost:8000', cors), JSON.stringify(cors)).toBe(false)
    }
    expect(named('http://a.test', false, true)).toBe(false)
  })

  test('where its host is one that the server goes by, and no address that others have too', () => {
    const hosts = ['.shop.test', 'one.test', 'localhost', '127.0.0.1', '[::1]']
    for (const page of ['http://shop.test', 'https://a.b.shop.test:1', 'http://one.test']) {
      expect(named(page, false, hosts), page).toBe(true)
    }
    for (const page of [
      'http://noshop.test',
      'http://a.one.test',
      'http://localhost:1',
      'http://127.0.0.1:1',
      'http://[::1]:1',
    ]) {
      expect(named(page, false, hosts), page).toBe(false)
    }
  })
})

describe('turns', () => {
  const never = new AbortController().signal
  const gate = () => {
    let open = () => {}
    const opened = new Promise<void>(resolve => {
      open = resolve
    })
    return { open, opened }
  }

  test('come in order, so many at once, and pass on what fails', async () => {
    const turns = new Turns({ atOnce: 2, waiting: 10 })
    let [now, most] = [0, 0]
    const order: number[] = []
    const work = async (index: number) => {
      order.push(index)
      most = Math.max(most, ++now)
      await new Promise(resolve => setImmediate(resolve))
      now--
      if (index === 1) throw new Error('one')
    }
    const all = await Promise.allSettled([0, 1, 2, 3, 4].map(index => turns.take(() => work(index), never)))
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled'])
    expect([order, most]).toEqual([[0, 1, 2, 3, 4], 2])
  })

  test('are refused where too many wait, and left by who does not wait any more', async () => {
    const turns = new Turns({ atOnce: 1, waiting: 1 })
    const { open, opened } = gate()
    const first = turns.take(() => opened, never)
    const leaving = new AbortController()
    const second = turns.take(async () => 'second', leaving.signal)
    await expect(turns.take(async () => 'third', never)).rejects.toThrow(RequestRefused)
    leaving.abort()
    await expect(second).rejects.toMatchObject({ code: 'ABORTED' })
    const fourth = turns.take(async () => 'fourth', never)
    open()
    await first
    expect(await fourth).toBe('fourth')
  })
})
