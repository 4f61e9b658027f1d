import type { WriteStream } from 'node:tty'
import { isLive, type LiveLine, WatchedWrites } from '@lazy-image/core/host'
import { type Compiler, NAME } from './compiler.js'

type InfrastructureLogger = ReturnType<Compiler['getInfrastructureLogger']>

const USUAL_COLUMNS = 80

/** What the compiler puts before it, and the space behind that. */
const PREFIX = `[${NAME}] `

/**
 * The one line that plugins of a compiler share, such as one for progress. The compiler's own messages go above it; what others
 * write in this process would stand behind it, so that it steps aside for that.
 */
export function statusLineOf(
  { options: { infrastructureLogging } }: Compiler,
  logger: InfrastructureLogger,
): LiveLine | undefined {
  const { stream = process.stderr, appendOnly, console: own } = infrastructureLogging ?? {}
  // A console of the user's may have no such line, and would show each text for good.
  if (appendOnly === true || own !== undefined || !isLive(stream as WriteStream)) return undefined
  const terminal = stream as WriteStream
  let text: string | null = null
  let later: NodeJS.Immediate | undefined
  /** The compiler would clear what somebody has begun to write. */
  let isLineBegun = false
  const draw = () => writes.own(() => (text === null ? logger.status() : logger.status(text)))
  const streams = new Set([terminal, process.stdout, process.stderr].filter(({ isTTY }) => isTTY))
  const writes = new WatchedWrites([...streams], {
    before: () => logger.status(),
    after: chunk => {
      clearImmediate(later)
      isLineBegun = !endsLine(chunk)
      if (!isLineBegun) later = setImmediate(draw)
    },
  })
  return {
    get columns() {
      return (terminal.columns || USUAL_COLUMNS) - PREFIX.length
    },
    show(shown) {
      if (text === shown) return
      text = shown
      writes.begin()
      if (!isLineBegun) draw()
    },
    clear() {
      if (text === null) return
      text = null
      clearImmediate(later)
      draw()
      writes.end()
    },
  }
}

function endsLine(chunk: unknown): boolean {
  const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk as Uint8Array).toString()
  // The compiler's own way to take its line away.
  return /\n$|\r$|^$/.test(text)
}
