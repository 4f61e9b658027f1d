import type { Compiler } from '@farmfe/core'

type Update = Compiler['update']

/**
 * Makes a compiler update by a function of ours, which ends later than Farm's own. Farm's server asks, as soon as its own has
 * ended, for all paths again that it has not crossed off, and it crosses off what has succeeded alone: it would compile
 * without end, and die of an error that nobody catches there.
 */
export function followUpdates(compiler: Compiler, update: Update, tell: (error: unknown) => void): void {
  const onUpdateFinish = compiler.onUpdateFinish.bind(compiler)
  let last: Promise<unknown> = Promise.resolve()
  let lastPaths: ReadonlySet<string> = new Set()
  let hasFailed = false
  /** While Farm's server asks again. */
  let isAskedAgain = false

  compiler.update = (...parameters) => {
    const paths = pathsOf(parameters[0])
    if (isAskedAgain && hasFailed && paths.every(path => lastPaths.has(path))) return Promise.reject(ALREADY_TOLD)
    lastPaths = new Set(paths)
    hasFailed = false
    const updating = update(...parameters)
    last = updating.catch(() => {
      hasFailed = true
    })
    return updating
  }
  compiler.onUpdateFinish = callback => {
    // Farm's server first says what it does afterwards, and then updates.
    if (isAskedAgain && hasFailed) return
    onUpdateFinish(async () => {
      await last
      // What follows `update` in Farm's server comes first.
      await new Promise(resolve => setImmediate(resolve))
      isAskedAgain = true
      const asking = callback()
      isAskedAgain = false
      await Promise.resolve(asking).catch((error: Error) => {
        if (!error.message.includes(ALREADY_TOLD.message)) tell(error)
      })
    })
  }
}

/** Why what has failed just now is not tried again. */
const ALREADY_TOLD = new Error('lazy-image: this update has failed already')

function pathsOf(paths: Parameters<Update>[0]): string[] {
  return paths.map(path => (typeof path === 'string' ? path : path[0]))
}
