const CODE = 'PLUGIN_TIMINGS'

/** A line of the report for each callback; what it says beside is of no callback. */
const ROW = /^ *- .*\n?/gm
const OWN_ROW = /^ *- plugin lazy-image\b.*\n?/gm

/** What all callbacks took, ours among them. */
const TOTAL = /JavaScript callbacks ran for [^\n]*\n/
/** Callbacks that overlapped are listed by name alone. */
const UNTIMED = /^\d+ callbacks? (?:are|is) (listed without a time\.[^\n]*\n)((?: *- [^\n]*\n)*)/m

/**
 * Rolldown tells after a long build which callbacks took the time. A batch of images is work that the user asked for, which the
 * summary tells: of us the report says nothing, nor counts it, and where it is about nobody else, it is dropped.
 *
 * @param log what is about to be told, which is changed.
 * @returns false where it is not to be told.
 */
export function tellOthersTimings(log: { code?: string | undefined; message: string }): false | undefined {
  if (log.code !== CODE) return undefined
  const message = log.message.replaceAll(OWN_ROW, '')
  if (message.search(ROW) === -1) return false
  if (message !== log.message) log.message = message.replace(TOTAL, '').replace(UNTIMED, countUntimed)
  return undefined
}

function countUntimed(_: string, sentence: string, rows: string): string {
  const count = rows.split('\n').length - 1
  if (count === 0) return ''
  return `${count === 1 ? '1 callback is' : `${count} callbacks are`} ${sentence}${rows}`
}
