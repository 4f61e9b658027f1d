const CODE = 'PLUGIN_TIMINGS'

/** A line of the report for each callback; what it says beside is of no callback. */
const ROW = /^ *- .*\n?/gm
const OWN_ROW = /^ *- plugin lazy-image\b.*\n?/gm

/**
 * Rolldown tells after a long build which callbacks took the time. A batch of images is work that the user asked for, which the
 * line that sums it up tells: of us the report says nothing, and where it is about nobody else, it is dropped.
 *
 * @param log what is about to be told, which is changed.
 * @returns false where it is not to be told.
 */
export function tellOthersTimings(log: { code?: string | undefined; message: string }): false | undefined {
  if (log.code !== CODE) return undefined
  const message = log.message.replaceAll(OWN_ROW, '')
  if (message.search(ROW) === -1) return false
  log.message = message
  return undefined
}
