import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'

/** Where an installed Chromium may lie, the first that is there; LAZY_IMAGE_CHROMIUM goes before. */
const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** No sandbox, because CI runs as root; no services of its own, because nothing may need a network. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

let browser: Promise<Browser> | undefined

/** One for all tests of a process, with which it ends; another one where it has crashed. */
async function theBrowser(): Promise<Browser> {
  const known = browser
  if (known !== undefined && (await known).isConnected()) return known
  // Whoever asked beside may have started it.
  if (browser === known) browser = chromium.launch({ executablePath: chromiumPath(), args: FLAGS })
  return browser as Promise<Browser>
}

function chromiumPath(): string {
  const found = process.env['LAZY_IMAGE_CHROMIUM'] ?? USUAL_PLACES.find(place => existsSync(place))
  if (found === undefined) {
    throw new Error('No Chromium found: install one, or name its program in LAZY_IMAGE_CHROMIUM')
  }
  return found
}

/** A page in a fresh profile, and what went wrong on it. */
export interface Watched {
  page: Page
  /** Console errors and warnings, uncaught exceptions, requests that failed or were answered with an error. */
  troubles: readonly string[]
  close(): Promise<void>
}

export async function openPage(
  url: string,
  { width = 1280, height = 900 }: { width?: number; height?: number } = {},
): Promise<Watched> {
  const context = await (await theBrowser()).newContext({ viewport: { width, height } })
  const page = await context.newPage()
  const troubles: string[] = []
  page.on('console', message => {
    if (!['error', 'warning'].includes(message.type())) return
    troubles.push(`${message.type()}: ${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', error => troubles.push(`exception: ${error.message}`))
  page.on('requestfailed', request => troubles.push(`failed: ${request.url()} ${request.failure()?.errorText}`))
  page.on('response', response => {
    if (response.status() >= 400) troubles.push(`${response.status()}: ${response.url()}`)
  })
  await page.goto(url)
  return { page, troubles, close: () => context.close() }
}
