import { expect, test } from 'vitest'
import { tellOthersTimings } from '../dist/host/rollup-like/timings.js'

const TOTAL = 'JavaScript callbacks ran for 65.5s of this 66.5s build (98%).\n'
const SLOWEST = 'The slowest callbacks, timed inside each callback:\n'
const UNTIMED = 'listed without a time. Their calls overlapped; to find their cost, profile the build:\n'
const OWN = '  - plugin lazy-image renderChunk (95%, 63.5s, 1 call)\n'
const OTHER = '  - plugin vite:css transform (3%, 1.9s, 1 call)\n'
const END = 'See https://rolldown.rs/reference for more details.'

function told(message: string): string | undefined {
  const log = { code: 'PLUGIN_TIMINGS', message }
  return tellOthersTimings(log) === false ? undefined : log.message
}

test('a report about nobody else is none', () => {
  expect(told(TOTAL + SLOWEST + OWN + END)).toBeUndefined()
  expect(
    told(`${TOTAL}2 callbacks are ${UNTIMED}  - plugin lazy-image a\n  - plugin lazy-image b\n${END}`),
  ).toBeUndefined()
})

test('a report about others says nothing of us, in sums either', () => {
  expect(told(TOTAL + SLOWEST + OWN + OTHER + END)).toBe(SLOWEST + OTHER + END)
  const overlapping = '  - plugin lazy-image renderChunk\n  - plugin lazy-image-last-look generateBundle\n'
  expect(told(`${TOTAL}${SLOWEST}${OTHER}2 callbacks are ${UNTIMED}${overlapping}${END}`)).toBe(SLOWEST + OTHER + END)
  expect(told(`${TOTAL}${SLOWEST}${OTHER}3 callbacks are ${UNTIMED}${overlapping}  - plugin x load\n${END}`)).toBe(
    `${SLOWEST}${OTHER}1 callback is ${UNTIMED}  - plugin x load\n${END}`,
  )
})

test('a report that we are not in is left as it is, and so is any other message', () => {
  expect(told(TOTAL + SLOWEST + OTHER + END)).toBe(TOTAL + SLOWEST + OTHER + END)
  const log = { code: 'OTHER', message: TOTAL + SLOWEST + OWN }
  expect(tellOthersTimings(log)).toBeUndefined()
  expect(log.message).toContain('lazy-image')
})
