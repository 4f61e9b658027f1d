const STEP_MS = 250

/**
 * Whether work is over within some milliseconds; it goes on where it is not, and what it throws then is nobody's any more. While
 * this process is stopped or busy it cannot hear that work is over: such a time counts as one step.
 */
export async function settlesWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  let left = Math.ceil(ms / STEP_MS)
  const late = new Promise<false>(resolve => {
    timer = setInterval(
      () => {
        left--
        if (left <= 0) resolve(false)
      },
      Math.min(ms, STEP_MS),
    )
  })
  try {
    return await Promise.race([work.then(() => true), late])
  } finally {
    clearInterval(timer)
    work.catch(() => {})
  }
}
