import { describe, expect, test } from 'vitest'
import { Ref } from '../../../dist/cache/remote/ref.js'
import { refName } from '../../../dist/cache/remote/store-names.js'
import { keyOf } from '../../support/test-tier.js'

const sizes = (...numbers: number[]) => new Map(numbers.map(number => [keyOf(number), 100 + number]))
const again = (ref: Ref | null) => Ref.parse(ref?.print() ?? Buffer.from(''))
const keysIn = (ref: Ref, most = 40) =>
  Array.from({ length: most }, (_, number) => number).filter(number => ref.has(keyOf(number)))

describe('a ref', () => {
  test('tells the keys of a build and their bytes to whoever reads it', () => {
    const ref = again(new Ref([]).after(sizes(1, 2)))
    expect(keysIn(ref)).toEqual([1, 2])
    expect([ref.bytesOf(keyOf(2)), ref.bytesOf(keyOf(3))]).toEqual([102, undefined])
  })

  test('is not written anew for a build that had nothing else', () => {
    const ref = again(new Ref([]).after(sizes(1, 2)))
    expect(ref.after(sizes(1, 2))).toBeNull()
    expect(ref.after(sizes(2))).toBeNull()
    expect(ref.after(sizes(2, 3))).not.toBeNull()
  })

  test('keeps what several builds had that make one site, and forgets what none of the last ones had', () => {
    let ref = again(new Ref([]).after(sizes(0, 1)))
    for (let build = 2; build < 12; build++) ref = again(ref.after(sizes(1, build)))
    expect(keysIn(ref)).toEqual([1, 4, 5, 6, 7, 8, 9, 10, 11])
  })

  test('that would be too large leaves the oldest builds out', () => {
    const ref = new Ref([sizes(1, 2), sizes(3, 4), sizes(5, 6)])
    const whole = ref.print()?.length ?? 0
    expect(keysIn(Ref.parse(ref.print(whole - 1) ?? Buffer.from('')))).toEqual([1, 2, 3, 4])
    expect(ref.print(50)).toBeNull()
  })

  test.each([
    '',
    'null',
    '[]',
    '{"version":2,"generations":[{"00000000000000000000000000000001":5}]}',
    '{"version":1,"generations":{}}',
    '{"version":1,"generations":[null,5,"x",["y"]]}',
    '{"version":1,"generations":[{"../../etc/passwd":5,"0000000000000000000000000000000G":5}]}',
    '{"version":1,"generations":[{"00000000000000000000000000000001":-5}]}',
    '{"version":1,"generations":[{"00000000000000000000000000000001":"5"}]}',
    '\u0000\u00ff',
  ])('that is %j tells nothing', text => {
    expect(keysIn(Ref.parse(Buffer.from(text)))).toEqual([])
  })
})

test('a ref has a name of its own for each project and branch, whatever these are called', () => {
  const names = ['a', 'A', 'a/b', 'a_b', 'a-b', '..', '.', 'a b', 'ä', '😀', '😁', 'x'.repeat(300), 'x'.repeat(301)]
  const all = names.flatMap(project => names.map(branch => refName(project, branch)))
  expect(new Set(all).size).toBe(names.length ** 2)
  for (const name of all) expect(name).toMatch(/^refs\/[A-Za-z0-9_-]+\/[A-Za-z0-9_-]+\.json$/)
})
