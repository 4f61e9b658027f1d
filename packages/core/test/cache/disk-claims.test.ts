import { readdirSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DiskClaims } from '../../dist/cache/disk-claims.js'
import { scratchFolder } from '../support/scratch-folder.js'

const sorted = (keys: Iterable<string>) => [...keys].sort()

describe('a claim', () => {
  test('is one process’s alone, until it is released', async () => {
    const folder = scratchFolder()
    const [one, other] = [new DiskClaims(folder), new DiskClaims(folder)]
    const first = await one.claim(['a', 'b'])
    const second = await other.claim(['b', 'c'])
    expect([sorted(first.own), sorted(second.own)]).toEqual([['a', 'b'], ['c']])
    await first.release()
    const third = await other.claim(['a', 'b', 'c'])
    expect(sorted(third.own)).toEqual(['a', 'b'])
  })

  test('of two at the same moment goes to one', async () => {
    const folder = scratchFolder()
    const keys = Array.from({ length: 100 }, (_, index) => `k${index}`)
    const claims = await Promise.all([1, 2, 3, 4].map(() => new DiskClaims(folder).claim(keys)))
    expect(sorted(claims.flatMap(({ own }) => [...own]))).toEqual(sorted(keys))
  })

  test('is waited for until it is released, and no longer', async () => {
    const folder = scratchFolder()
    const mine = await new DiskClaims(folder).claim(['a'])
    const theirs = await new DiskClaims(folder).claim(['a'])
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

  test('is not waited for when the caller gives up', async () => {
    const folder = scratchFolder()
    await new DiskClaims(folder).claim(['a'])
    const theirs = await new DiskClaims(folder).claim(['a'])
    await theirs.othersAreDone(AbortSignal.abort())
  })

  test('of a process that was killed is free', async () => {
    const folder = scratchFolder()
    const gone = { host: hostname(), process: 2 ** 22 + 1, name: 'gone' }
    writeFileSync(join(folder, 'a'), JSON.stringify(gone))
    writeFileSync(join(folder, 'gone'), '')
    const { own } = await new DiskClaims(folder).claim(['a'])
    expect(sorted(own)).toEqual(['a'])
  })

  test('of another machine that is not heard of any more is free', async () => {
    const folder = scratchFolder()
    const elsewhere = { host: 'elsewhere', process: process.pid, name: 'silent' }
    writeFileSync(join(folder, 'a'), JSON.stringify(elsewhere))
    const { own } = await new DiskClaims(folder).claim(['a'])
    expect(sorted(own)).toEqual(['a'])
  })

  test('that cannot be written down is a claim all the same', async () => {
    const file = join(scratchFolder(), 'no-folder')
    writeFileSync(file, '')
    const claim = await new DiskClaims(file).claim(['a'])
    expect(sorted(claim.own)).toEqual(['a'])
    await claim.release()
  })

  test('leaves nothing in the folder', async () => {
    const folder = scratchFolder()
    const claims = new DiskClaims(folder)
    const all = await Promise.all([claims.claim(['a']), claims.claim(['b'])])
    await Promise.all(all.map(claim => claim.release()))
    expect(readdirSync(folder)).toEqual([])
  })
})
