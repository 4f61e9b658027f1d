import type { WriteStream } from 'node:tty'

type Write = WriteStream['write']

interface Watched {
  stream: WriteStream
  write: Write
  ours: Write
}

/** Hears of what others of this process write to some streams. */
export class WatchedWrites {
  readonly #streams: readonly WriteStream[]
  readonly #before: (stream: WriteStream) => void
  readonly #after: (chunk: unknown) => void
  #watched: Watched[] = []
  #isOwn = false

  constructor(
    streams: readonly WriteStream[],
    heard: { before: (stream: WriteStream) => void; after: (chunk: unknown) => void },
  ) {
    this.#streams = streams
    this.#before = heard.before
    this.#after = heard.after
  }

  begin(): void {
    if (this.#watched.length > 0) return
    this.#watched = this.#streams.map(stream => {
      const { write } = stream
      const watched = { stream, write, ours: write }
      watched.ours = ((...call: Parameters<Write>) => {
        if (this.#isOwn || !this.#watched.includes(watched)) return write.apply(stream, call)
        this.own(() => this.#before(stream))
        const isTaken = write.apply(stream, call)
        this.#after(call[0])
        return isTaken
      }) as Write
      stream.write = watched.ours
      return watched
    })
  }

  end(): void {
    for (const { stream, write, ours } of this.#watched) {
      // Whoever has put a function of his own in place of ours since calls it, which does nothing more.
      if (stream.write === ours) stream.write = write
    }
    this.#watched = []
  }

  /** Does what writes to these streams without hearing of it. */
  own(write: () => void): void {
    this.#isOwn = true
    try {
      write()
    } finally {
      this.#isOwn = false
    }
  }
}
