import { readFileSync, writeFileSync } from 'node:fs'

/** Writes a part of a page between two lines that stay. */
export function writePart(page, start, end, text) {
  const whole = readFileSync(page, 'utf8')
  writeFileSync(
    page,
    whole.replace(new RegExp(`${start}[\\s\\S]*?${end}`), () => `${start}\n\n${text}\n\n${end}`),
  )
}
