import xterm from '@xterm/headless'

/** What somebody before a terminal sees: the emulator that editors show terminals with, without a window. */
export class Screen {
  readonly #terminal: InstanceType<typeof xterm.Terminal>

  constructor(columns: number, rows: number) {
    this.#terminal = new xterm.Terminal({ cols: columns, rows, scrollback: 10_000, allowProposedApi: true })
  }

  write(bytes: Uint8Array | string): Promise<void> {
    return new Promise(resolve => this.#terminal.write(bytes, resolve))
  }

  /** Every line so far, those that have scrolled out of sight too; what was broken at the edge is whole. */
  lines(): string[] {
    const { active } = this.#terminal.buffer
    const lines: string[] = []
    for (let at = 0; at < active.length; at++) {
      const line = active.getLine(at)
      const text = line?.translateToString(true) ?? ''
      if (line?.isWrapped === true) lines.push(`${lines.pop() ?? ''}${text}`)
      else lines.push(text)
    }
    while (lines.at(-1) === '') lines.pop()
    return lines
  }

  /** Column and row of the cursor, from the first line there was. */
  cursor(): [column: number, row: number] {
    const { cursorX, cursorY, baseY } = this.#terminal.buffer.active
    return [cursorX, baseY + cursorY]
  }
}
