import type { WriteStream } from 'node:tty'
import type { LiveLine } from './logger.js'
import { WatchedWrites } from './watched-writes.js'

const ESCAPE = '\x1b'
const NEXT_LINE_KEEPING_COLUMN = `${ESCAPE}D`
const UP = `${ESCAPE}[A`
const DOWN = `${ESCAPE}[B`
const SAVE_CURSOR = `${ESCAPE}7`
const RESTORE_CURSOR = `${ESCAPE}8`
const CLEAR_LINE = `\r${ESCAPE}[2K`
const CLEAR_TO_THE_RIGHT = `${ESCAPE}[K`

const COLOURS = new RegExp(`${ESCAPE}\\[[\\d;]*m`, 'g')
/** Behind any of these the cursor may be anywhere in its line. */
const MOVES = ['\b', '\r', ESCAPE]

/** Without a terminal's own width. */
const USUAL_COLUMNS = 80

/** Who speaks. */
const NAME = 'lazy-image '

/**
 * A line below the cursor, which stays where others write: what they have written, whole lines or the beginning of one, is
 * never touched. Whatever this process writes to the terminal meanwhile stands above it. What code outside of JavaScript writes
 * is not seen: the line moves on below that.
 */
export class LineBelow implements LiveLine {
  readonly #stream: WriteStream
  readonly #writes: WatchedWrites
  #text: string | null = null
  #isDrawn = false
  /** Whether nothing stands to the right of the cursor but, at most, a line of ours that somebody unseen has come down to. */
  #isCursorLast = false
  #redraw: NodeJS.Immediate | undefined

  /**
   * @param stream to the terminal.
   * @param watched streams to the same terminal, by which others write.
   */
  constructor(stream: WriteStream, watched: readonly WriteStream[]) {
    this.#stream = stream
    this.#writes = new WatchedWrites(watched, {
      before: writer => this.#erase(writer),
      after: chunk => {
        this.#isCursorLast = isWrittenForward(chunk)
        this.#redraw = setImmediate(() => this.#draw())
      },
    })
  }

  get columns(): number {
    return (this.#stream.columns || USUAL_COLUMNS) - NAME.length
  }

  show(text: string): void {
    if (this.#text === null) {
      process.once('exit', this.clear)
      this.#isCursorLast = false
      this.#writes.begin()
    } else if (this.#text === text && this.#isDrawn) return
    this.#text = text
    this.#draw()
  }

  clear = (): void => {
    if (this.#text === null) return
    this.#writes.own(() => this.#erase(this.#stream))
    this.#writes.end()
    process.off('exit', this.clear)
    this.#text = null
  }

  #draw(): void {
    if (this.#text === null) return
    const text = this.#below(NAME + this.#text)
    this.#writes.own(() => this.#stream.write(text))
    this.#isDrawn = true
  }

  #erase(stream: WriteStream): void {
    clearImmediate(this.#redraw)
    this.#redraw = undefined
    if (this.#isDrawn) stream.write(this.#below(''))
    this.#isDrawn = false
  }

  /** What writes a text below the cursor, where there is room or is made. */
  #below(text: string): string {
    const rest = this.#isCursorLast ? CLEAR_TO_THE_RIGHT : ''
    return rest + NEXT_LINE_KEEPING_COLUMN + UP + SAVE_CURSOR + DOWN + CLEAR_LINE + text + RESTORE_CURSOR
  }
}

/** Whether a cursor is behind everything in its line after a write. */
function isWrittenForward(chunk: unknown): boolean {
  const text = typeof chunk === 'string' ? chunk : chunk instanceof Uint8Array ? Buffer.from(chunk).toString() : ''
  const last = text.slice(text.lastIndexOf('\n') + 1).replaceAll(COLOURS, '')
  return !MOVES.some(move => last.includes(move))
}

let line: LineBelow | undefined

/** The one live line of this process; undefined where none can be: no terminal, a dumb one, or CI. */
export function terminalLine(): LiveLine | undefined {
  const { stderr, stdout } = process
  if (!isLive(stderr)) return undefined
  line ??= new LineBelow(stderr, stdout.isTTY === true ? [stderr, stdout] : [stderr])
  return line
}

/** Whether lines can be written anew in place, and somebody sees it. */
export function isLive(stream: { isTTY?: boolean | undefined }): boolean {
  const { CI, TERM } = process.env
  const isCi = CI !== undefined && !['', '0', 'false'].includes(CI)
  return stream.isTTY === true && TERM !== 'dumb' && !isCi
}
