import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rolldown } from 'rolldown'

/** Where the page of reports is written, from the folder of core, and where it goes, from its `dist`. */
const SOURCES = 'report-page'
const MADE = 'report-page'

/**
 * Makes the script and the style sheet of reports, each one text that stands in the page itself.
 *
 * @param {string} folder of `packages/core`.
 * @param {string} dist where it goes, when not beside the sources.
 */
export async function buildReportPage(folder, dist = join(folder, 'dist')) {
  const build = await rolldown({
    input: join(folder, SOURCES, 'main.ts'),
    platform: 'browser',
    resolve: { extensionAlias: { '.js': ['.ts'] } },
    onLog: (_level, log) => {
      throw new Error(log.message)
    },
  })
  const { output } = await build.generate({ format: 'esm', minify: true, comments: false, codeSplitting: false })
  await build.close()
  const [{ code }] = output
  // A browser reads a script to the first of these, wherever it stands.
  if (/<\/script|<!--/i.test(code))
    throw new Error('the script of reports would end, or begin a comment, in its middle')
  mkdirSync(join(dist, MADE), { recursive: true })
  writeFileSync(join(dist, MADE, 'page.js'), code.trim())
  const style = readFileSync(join(folder, SOURCES, 'page.css'), 'utf8')
  writeFileSync(join(dist, MADE, 'page.css'), squeeze(style))
}

/** Without comments and the white space that only authors read. */
function squeeze(style) {
  return style
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([{};]) ?/g, '$1')
    .trim()
}
