/** Each beginning takes some tenths of a millisecond of the event loop's thread. */
const MOST_IN_A_TURN = 16

let begunInTurn = 0
let isTurnAwaited = false
const waiting: (() => void)[] = []

/**
 * Resolves at once, but for those who come after many others in one turn of the event loop: they go on in the turns after it, in the
 * order in which they came. However many images are asked for together, others have the loop in between.
 */
export function spreadOverTurns(): Promise<void> {
  awaitTurn()
  if (begunInTurn < MOST_IN_A_TURN && waiting.length === 0) {
    begunInTurn++
    return Promise.resolve()
  }
  return new Promise(resolve => waiting.push(resolve))
}

function awaitTurn(): void {
  if (isTurnAwaited) return
  isTurnAwaited = true
  setImmediate(() => {
    isTurnAwaited = false
    const next = waiting.splice(0, MOST_IN_A_TURN)
    begunInTurn = next.length
    if (next.length > 0) awaitTurn()
    for (const goOn of next) goOn()
  })
}
