const STRING = /"(?:\\.|[^"\\])*"/g

/**
 * JSON with other strings, and all else as it is written.
 *
 * @param write what a string becomes; null where it stays.
 */
export async function rewriteStrings(json: string, write: (text: string) => Promise<string | null>): Promise<string> {
  const strings = [...json.matchAll(STRING)].map(async ({ index, 0: written }) => {
    const text = readString(written)
    const made = text === null ? null : await write(text)
    return { index, written, text: made === null ? written : JSON.stringify(made) }
  })
  let end = 0
  let rewritten = ''
  for (const { index, written, text } of await Promise.all(strings)) {
    rewritten += json.slice(end, index) + text
    end = index + written.length
  }
  return rewritten + json.slice(end)
}

/** Null for what only looks like a string. */
function readString(written: string): string | null {
  try {
    return JSON.parse(written) as string
  } catch {
    return null
  }
}
