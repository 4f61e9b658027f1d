import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Layout } from '../../dist/cache/disk/layout.js'
import { thisProcess } from '../../dist/cache/disk/process-identity.js'
import { Workplace } from '../../dist/cache/disk/workplace.js'
import { filesIn, scratchFolder } from '../support/scratch-folder.js'

const sorted = (keys: Iterable<string>) => [...keys].sort()

/** As another process has them. */
function claimsIn(folder: string, isThere: (key: string) => boolean = () => false) {
  return new Workplace(new Layout(folder), null, async key => isThere(key)).claims
}

/** Keys, each of a source of its own. */
const alone = (...keys: string[]) => keys.map(key => ({ key, source: `source of ${key}` }))

/** Keys of one source. */
const together = (...keys: string[]) => keys.map(key => ({ key, source: 'one' }))

const SESSION = '00000000-0000-4000-8000-000000000000'

/** What a process has left in a folder that claimed a source. */
async function leaveBehind(folder: string, keys: string[], identity: object | null, beatAgeMs = 0): Promise<void> {
  const { running, claims } = new Layout(folder)
  const claim = await claimsIn(folder).claim(together(...keys))
  const [name = ''] = readdirSync(claims)
  await claim.release()
  writeFileSync(join(claims, name), JSON.stringify({ session: SESSION, keys }))
  if (identity === null) return
  mkdirSync(join(running, SESSION), { recursive: true })
  writeFileSync(join(running, SESSION, 'process'), JSON.stringify(identity))
  writeFileSync(join(running, SESSION, 'beat'), '0')
  writeFileSync(join(running, SESSION, '3.tmp'), 'half of an entry')
  const then = (Date.now() - beatAgeMs) / 1000
  utimesSync(join(running, SESSION, 'beat'), then, then)
}

describe('a claim', () => {
  test('is one process’s alone, until it is released', async () => {
    const folder = scratchFolder()
    const [one, other] = [claimsIn(folder), claimsIn(folder)]
    const first = await one.claim(alone('a', 'b'))
    const second = await other.claim(alone('b', 'c'))
    expect([sorted(first.own), sorted(second.own)]).toEqual([['a', 'b'], ['c']])
    await first.release()
    const third = await other.claim(alone('a', 'b', 'c'))
    expect(sorted(third.own)).toEqual(['a', 'b'])
  })

  test('of two at the same moment goes to one', async () => {
    const folder = scratchFolder()
    const keys = Array.from({ length: 100 }, (_, index) => `k${index}`)
    const claims = await Promise.all([1, 2, 3, 4].map(() => claimsIn(folder).claim(alone(...keys))))
    expect(sorted(claims.flatMap(({ own }) => [...own]))).toEqual(sorted(keys))
  })

  test('of outputs of one source goes to one process as a whole, so that one decodes it', async () => {
    const folder = scratchFolder()
    const keys = ['a', 'b', 'c', 'd', 'e']
    const claims = await Promise.all([1, 2, 3, 4].map(() => claimsIn(folder).claim(together(...keys))))
    expect(claims.map(({ own }) => own.size).sort()).toEqual([0, 0, 0, 5])
  })

  test('leaves others the outputs of its source that it does not make', async () => {
    const folder = scratchFolder()
    const wanted = [
      ['a', 'b'],
      ['b', 'c'],
      ['a', 'c', 'd'],
      ['d', 'e'],
    ]
    const claims = await Promise.all(wanted.map(keys => claimsIn(folder).claim(together(...keys))))
    expect(sorted(claims.flatMap(({ own }) => [...own]))).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  test('is waited for until it is released, and no longer', async () => {
    const folder = scratchFolder()
    const mine = await claimsIn(folder).claim(alone('a'))
    const theirs = await claimsIn(folder).claim(alone('a'))
    let isDone = false
    const waiting = theirs.othersAreDone(undefined).then(() => {
      isDone = true
    })
    await new Promise(resolve => setTimeout(resolve, 150))
    expect(isDone).toBe(false)
    await mine.release()
    await waiting
    expect(isDone).toBe(true)
  })

  test('is waited for until what is wanted of it is there, though others of its source are not', async () => {
    const folder = scratchFolder()
    const made = new Set<string>()
    await claimsIn(folder).claim(together('a', 'b'))
    const theirs = await claimsIn(folder, key => made.has(key)).claim(together('a'))
    made.add('a')
    await theirs.othersAreDone(undefined)
  })

  test('is gone when the last output of its source is settled', async () => {
    const folder = scratchFolder()
    const mine = await claimsIn(folder).claim(together('a', 'b'))
    await mine.settle('a')
    expect(sorted((await claimsIn(folder).claim(together('a', 'b'))).own)).toEqual([])
    await mine.settle('b')
    expect(sorted((await claimsIn(folder).claim(together('a', 'b'))).own)).toEqual(['a', 'b'])
  })

  test('is not waited for when the caller gives up', async () => {
    const folder = scratchFolder()
    await claimsIn(folder).claim(alone('a'))
    const theirs = await claimsIn(folder).claim(alone('a'))
    await theirs.othersAreDone(AbortSignal.abort())
  })

  const elsewhere = { machine: 'elsewhere', pid: process.pid, started: null }
  const gone: [of: string, identity: object | null, beatAgeMs?: number][] = [
    ['a process that was killed', { ...thisProcess(), pid: 2 ** 22 + 1 }],
    ['a process whose number another one has now', { ...thisProcess(), started: '1' }],
    ['a process that has left no word of itself', null],
    ['another machine that is not heard of any more', elsewhere, 11_000],
    ['a process of this machine that is hung', thisProcess(), 31_000],
  ]
  test.each(gone)('of %s is free, and goes to one of those who want it', async (_, identity, beatAgeMs) => {
    const folder = scratchFolder()
    await leaveBehind(folder, ['a', 'b'], identity, beatAgeMs)
    const claims = await Promise.all([1, 2, 3, 4].map(() => claimsIn(folder).claim(together('a', 'b'))))
    expect(claims.map(({ own }) => own.size).sort()).toEqual([0, 0, 0, 2])
  })

  const living: [of: string, identity: object, beatAgeMs: number][] = [
    ['another machine that is heard of', elsewhere, 5000],
    ['another machine whose clock is ahead', elsewhere, -3_600_000],
    ['a process of this machine that is busy', thisProcess(), 20_000],
  ]
  test.each(living)('of %s holds', async (_, identity, beatAgeMs) => {
    const folder = scratchFolder()
    await leaveBehind(folder, ['a'], identity, beatAgeMs)
    expect(sorted((await claimsIn(folder).claim(together('a'))).own)).toEqual([])
  })

  test.each(['', 'nonsense', '{}', '{"session":"../../..","keys":[]}', `{"session":"${SESSION}","keys":[1]}`])(
    'that says nothing, as %j does, is no claim',
    async content => {
      const folder = scratchFolder()
      await leaveBehind(folder, ['a'], thisProcess())
      const { claims } = new Layout(folder)
      for (const name of readdirSync(claims)) writeFileSync(join(claims, name), content)
      expect(sorted((await claimsIn(folder).claim(together('a'))).own)).toEqual(['a'])
    },
  )

  test('of a dead process is gone when another one comes, with all that it was writing', async () => {
    const folder = scratchFolder()
    await leaveBehind(folder, ['a'], { ...thisProcess(), pid: 2 ** 22 + 1 })
    const workplace = new Workplace(new Layout(folder), null, async () => false)
    await workplace.close()
    expect(filesIn(folder).filter(file => file.includes(SESSION) || file.includes('claims'))).toEqual([])
  })

  test('that cannot be written down is told', async () => {
    const file = join(scratchFolder(), 'no-folder')
    writeFileSync(file, '')
    await expect(claimsIn(file).claim(alone('a'))).rejects.toMatchObject({ code: 'ENOTDIR' })
  })

  test('leaves nothing in the folder', async () => {
    const folder = scratchFolder()
    const workplace = new Workplace(new Layout(folder), null, async () => false)
    const all = await Promise.all([workplace.claims.claim(alone('a')), workplace.claims.claim(alone('b'))])
    await Promise.all(all.map(claim => claim.release()))
    await workplace.close()
    expect(filesIn(folder)).toEqual([])
  })
})
