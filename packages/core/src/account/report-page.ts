import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ReportData } from './report-data.js'

/** Bytes of all thumbnails of a page, so that it opens at once however many pictures there are. */
const MOST_THUMBNAIL_BYTES = 8_000_000

/**
 * A report as one page that needs nothing else: no network, no server, no script but its own.
 *
 * @param thumbnailOf a source, by its path from the root, as a data URI.
 */
export function writePage(data: ReportData, thumbnailOf: (file: string) => string | undefined): string {
  const thumbnails = listThumbnails(data, thumbnailOf)
  const script = readPart('page.js')
  const style = readPart('page.css')
  // What lies beside the page is shown, and nothing is ever asked of a network: file names are somebody's.
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "img-src 'self' data: file:",
    "base-uri 'none'",
    "form-action 'none'",
  ]
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy.join('; ')}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>Images of this build</title>
<style>${style}</style>
</head>
<body>
<noscript>This report is drawn by a script of its own, which is turned off. The same as JSON: the option report: { json: true }.</noscript>
<main id="report"></main>
<script type="application/json" id="data">${escapeJson(data)}</script>
<script type="application/json" id="thumbnails">${escapeJson(thumbnails)}</script>
<script type="module">${script}</script>
</body>
</html>
`
}

/** For each source its data URI, or null where there is none or the page would become too large. */
function listThumbnails({ sources }: ReportData, thumbnailOf: (file: string) => string | undefined): (string | null)[] {
  let left = MOST_THUMBNAIL_BYTES
  return sources.map(({ file }) => {
    const uri = thumbnailOf(file)
    if (uri === undefined || uri.length > left) return null
    left -= uri.length
    return uri
  })
}

/**
 * What may stand in a script element: a file may be called like the end of one. Without a question mark no specifier in it is
 * taken for an image request by whoever reads the pages of a project.
 */
function escapeJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[<>&?\u2028\u2029]/g, character => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}

/** A part of the page that set-up has made of `packages/core/report-page`. */
function readPart(name: string): string {
  const file = fileURLToPath(new URL(`../report-page/${name}`, import.meta.url))
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new Error(`The page of reports is not built: run npm run setup (${file} is not there)`, { cause })
  }
}
