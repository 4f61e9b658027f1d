import type { Progress, TaskAhead } from '@lazy-image/core'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { listenForProgress } from '../../dist/ledger/progress-listener.js'
import { drawProgress, tellProgress } from '../../dist/ledger/progress-text.js'
import { sayTimeLeft, TimeLeft } from '../../dist/ledger/time-left.js'

afterEach(() => {
  vi.useRealTimers()
})

const TIMINGS = { decode: 1, resize: 0, operate: 0, encode: 100 }

function task(file: string, format = 'webp', width = 10): TaskAhead {
  const frame = { width, height: 10, canvas: null }
  const variant = { framing: { kind: 'fixed', frame }, operations: [], passes: [], encoding: { format } }
  return { file: `/photos/${file}`, variant, pixels: 100 } as unknown as TaskAhead
}

/** A line of a terminal that keeps what it shows. */
function liveLine() {
  const shown: (string | null)[] = []
  return { columns: 90, shown, show: (text: string) => void shown.push(text), clear: () => void shown.push(null) }
}

function begin(logger: object, tasks: readonly TaskAhead[]): Progress {
  const listener = listenForProgress({ info: () => {}, warn: () => {}, ...logger })
  const progress = listener.begin?.({ tasks, concurrency: 2 })
  if (progress === undefined) throw new Error('progress is followed')
  return progress
}

describe('a live line', () => {
  test('is not there before a second has gone by', async () => {
    vi.useFakeTimers()
    const live = liveLine()
    const tasks = [task('a.jpg')]
    const progress = begin({ live }, tasks)
    await vi.advanceTimersByTimeAsync(950)
    progress.end()
    await vi.advanceTimersByTimeAsync(5000)
    expect(live.shown.filter(text => text !== null)).toEqual([])
  })

  test('says how much is done, which images are begun, and goes', async () => {
    vi.useFakeTimers()
    const live = liveLine()
    const tasks = ['a.jpg', 'a.jpg', 'b.jpg', 'c.jpg'].map(file => task(file))
    const [a, a2, b] = tasks as [TaskAhead, TaskAhead, TaskAhead, TaskAhead]
    const progress = begin({ live }, tasks)
    progress.step(a, TIMINGS)
    await vi.advanceTimersByTimeAsync(1300)
    expect(live.shown.at(-1)).toBe('█████░░░░░░░░░░░░░░░ 1/4 · 1 s · a.jpg')
    progress.step(a2, TIMINGS)
    await vi.advanceTimersByTimeAsync(200)
    // Two threads have both.
    expect(live.shown.at(-1)).toBe('██████████░░░░░░░░░░ 2/4 · 1 s · b.jpg, c.jpg')
    await vi.advanceTimersByTimeAsync(1000)
    progress.step(b, null)
    await vi.advanceTimersByTimeAsync(200)
    expect(live.shown.at(-1)).toBe('███████████████░░░░░ 3/4 · 2 s · c.jpg')
    progress.end()
    await vi.advanceTimersByTimeAsync(5000)
    expect(live.shown.at(-1)).toBeNull()
  })

  test('is one for all that goes on at once', async () => {
    vi.useFakeTimers()
    const live = liveLine()
    const [one, two] = [['a.jpg', 'b.jpg'], ['c.jpg']].map(files => {
      const tasks = files.map(file => task(file))
      return { tasks, progress: begin({ live }, tasks) }
    })
    await vi.advanceTimersByTimeAsync(1200)
    expect(live.shown.at(-1)).toMatch(/ 0\/3 · 1 s · a\.jpg, b\.jpg, c\.jpg$/)
    two?.progress.end()
    expect(live.shown.at(-1)).not.toBeNull()
    one?.progress.end()
    expect(live.shown.at(-1)).toBeNull()
  })
})

describe('without a terminal', () => {
  test('at most one line in ten seconds tells of all that goes on, whoever speaks', async () => {
    vi.useFakeTimers()
    const lines: { at: number; text: string }[] = []
    const info = (text: string) => void lines.push({ at: performance.now(), text })
    const first = begin({ info }, [task('a.jpg'), task('b.jpg'), task('c.jpg')])
    await vi.advanceTimersByTimeAsync(4000)
    const second = begin({ info }, [task('d.jpg')])
    await vi.advanceTimersByTimeAsync(30_000)
    second.end()
    first.end()
    // The next work is no reason to speak sooner.
    await vi.advanceTimersByTimeAsync(4000)
    const third = begin({ info }, [task('e.jpg')])
    await vi.advanceTimersByTimeAsync(12_000)
    third.end()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(lines.length).toBeGreaterThan(3)
    expect(lines[0]?.text).toBe('0 of 4 outputs made (4 images) · 10 s · d.jpg')
    const gaps = lines.slice(1).map(({ at }, index) => at - (lines[index]?.at ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(9700)
  })
})

describe('the time that is left', () => {
  const webp = { kind: 'webp', pixels: 100 }
  const avif = { kind: 'avif', pixels: 100 }

  test('is what the rest takes at the pace of what is done, each kind by its own', () => {
    const left = new TimeLeft([webp, webp, webp, webp, avif, avif])
    left.done(webp, 100, 1000)
    left.done(webp, 100, 2000)
    // Nothing is said of AVIF before one is done.
    expect(left.after(2500)).toBeNull()
    left.done(avif, 800, 5000)
    // 200 ms of WebP and 800 of AVIF, by threads that do 1000 ms of work in five seconds.
    expect(left.after(5000)).toBe(5000)
    expect(left.after(6000)).toBe(4000)
    expect(left.after(99_000)).toBe(0)
  })

  test('is not guessed from too little', () => {
    const left = new TimeLeft([webp, webp, webp, webp])
    for (let at = 0; at < 3; at++) left.done(webp, 100, 500)
    expect(left.after(600)).toBeNull()
    const few = new TimeLeft([webp, webp, webp])
    few.done(webp, 100, 5000)
    expect(few.after(6000)).toBeNull()
  })

  test('does not count what failed as quick', () => {
    const left = new TimeLeft([webp, webp, webp, webp, webp])
    for (let at = 0; at < 3; at++) left.done(webp, 1000, 3000)
    left.done(webp, null, 3000)
    expect(left.after(3000)).toBe(1000)
  })

  test.each([
    [0, 'a few seconds left'],
    [5000, 'a few seconds left'],
    [5001, 'about 10 s left'],
    [54_000, 'about 55 s left'],
    [56_000, 'about 1 min left'],
    [61_000, 'about 2 min left'],
    [3_599_000, 'about 1 h 0 min left'],
    [5_000_000, 'about 1 h 24 min left'],
  ])('of %d ms is %s', (ms, text) => {
    expect(sayTimeLeft(ms)).toBe(text)
  })
})

describe('the text of progress', () => {
  const state = { done: 34, outputs: 60, images: 20, elapsedMs: 12_400, leftMs: 21_000, names: ['a.jpg', 'b.jpg'] }

  test('has a bar in a terminal, and none in a log', () => {
    expect(drawProgress(state, 100)).toBe('███████████░░░░░░░░░ 34/60 · 12 s, about 25 s left · a.jpg, b.jpg')
    expect(tellProgress(state)).toBe('34 of 60 outputs made (20 images) · 12 s, about 25 s left · a.jpg, b.jpg')
  })

  test('is cut to the terminal, by what letters take there', () => {
    expect(drawProgress(state, 40)).toBe('███████████░░░░░░░░░ 34/60 · 12 s, abo…')
    const wide = { ...state, leftMs: null, names: ['写真写真写真写真写真.jpg'] }
    expect(drawProgress(wide, 50)).toBe('███████████░░░░░░░░░ 34/60 · 12 s · 写真写真写真…')
  })

  test('names a few images, whatever they are called', () => {
    const names = ['\x1b[2J\n.jpg', `${'long'.repeat(20)}.jpg`, 'c', 'd', 'e']
    expect(tellProgress({ ...state, names })).toBe(
      `34 of 60 outputs made (20 images) · 12 s, about 25 s left · �[2J�.jpg, ${'long'.repeat(7)}lon…, c and 2 more`,
    )
  })
})
