import { findCssUrls } from '../../images/css/find-css-urls.js'
import { isWorthAsking } from '../../images/html/write-page.js'
import type { Mention, ReaderKind } from './reader-kind.js'

const STYLESHEET = /^\.(?:css|less|pcss|postcss|sass|scss|styl|stylus)$/

const SCRIPT = /^\.[cm]?[jt]sx?$/

const STYLE = /(<style\b[^>]*>)([\s\S]*?)<\/style>/gi

/** `url()` and `image-set()` of stylesheets, and of the `style` elements of pages and components. */
export const stylesheetReader: ReaderKind = {
  name: 'stylesheet',
  reads: extension => !SCRIPT.test(extension),
  async find({ file, code, pipeline }) {
    const isWhole = STYLESHEET.test(file.slice(file.lastIndexOf('.')).toLowerCase())
    const parts = isWhole ? [{ css: code, start: 0 }] : stylesIn(code)
    return parts.flatMap(({ css, start }) =>
      findCssUrls(css).flatMap(({ specifier, span }): Mention[] => {
        const path = specifier.replace(/^~\/?/, '')
        if (!isWorthAsking(path, pipeline)) return []
        return [{ specifier: path, index: start + span.start, isUrl: path === specifier, isSure: true }]
      }),
    )
  },
}

function stylesIn(code: string): { css: string; start: number }[] {
  return [...code.matchAll(STYLE)].map(({ index, 1: opening = '', 2: css = '' }) => ({
    css,
    start: index + opening.length,
  }))
}
