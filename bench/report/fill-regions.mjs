const START = /<!-- bench:(\S+) -->/g

/**
 * A text with every marked region replaced by its report.
 *
 * @param {string} text
 * @param {(name: string) => string | undefined} report
 * @returns {{ text: string, names: string[] }} the names of the regions in order.
 * @throws for a region without an end, and for a report without results.
 */
export function fillRegions(text, report) {
  const names = []
  let filled = ''
  let kept = 0
  for (const { 0: start, 1: name, index } of text.matchAll(START)) {
    const end = text.indexOf(`<!-- /bench:${name} -->`, index)
    if (end === -1) throw new Error(`The region ${start} has no end <!-- /bench:${name} -->`)
    const content = report(name)
    if (content === undefined) throw new Error(`There are no results for ${name}; run: npm run bench`)
    filled += `${text.slice(kept, index)}${start}\n\n${content}\n\n`
    kept = end
    names.push(name)
  }
  return { text: filled + text.slice(kept), names }
}
