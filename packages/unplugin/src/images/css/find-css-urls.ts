import type { Span } from '../references/reference-kind.js'

/** A URL in a stylesheet. */
export interface CssUrl {
  /** As it is read, without quotes and escapes. */
  specifier: string
  /** Of the whole `url()`, or of the text that `image-set()` has for one. */
  span: Span
  /** Whether `url()` is around it. */
  isUrl: boolean
  /** Whether it is a candidate of an `image-set()`. */
  isCandidate: boolean
}

/** What matters for where URLs are: comments, `url()` without quotes, texts, names with a parenthesis, parentheses. */
const TOKEN =
  /\/\*[\s\S]*?\*\/|(?<plain>url\(\s*(?<bare>(?:\\[\s\S]|[^\s"'()\\])+)\s*\))|(?<text>"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*')|(?<opened>[\w-]*)\(|(?<closed>\))|[;{}]/gi

/** A function that is open, and where it began. */
interface Opened {
  name: string
  start: number
}

/** Every URL of a stylesheet, in their order, but those of `@import`. */
export function findCssUrls(css: string): CssUrl[] {
  const found: CssUrl[] = []
  let open: Opened[] = []
  for (const match of css.matchAll(TOKEN)) {
    const { plain, bare = '', text, opened, closed } = match.groups ?? {}
    const { index: start } = match
    const end = start + match[0].length
    const isInSet = (within: Opened | undefined) => within !== undefined && /(?:^|-)image-set$/i.test(within.name)
    if (plain !== undefined) {
      found.push({
        specifier: withoutEscapes(bare),
        span: { start, end },
        isUrl: true,
        isCandidate: isInSet(open.at(-1)),
      })
    } else if (text !== undefined) {
      const within = open.at(-1)
      const specifier = withoutEscapes(text.slice(1, -1))
      const close = /^\s*\)/.exec(css.slice(end))
      if (within?.name.toLowerCase() === 'url' && close !== null) {
        const span = { start: within.start, end: end + close[0].length }
        found.push({ specifier, span, isUrl: true, isCandidate: isInSet(open.at(-2)) })
      } else if (isInSet(within)) found.push({ specifier, span: { start, end }, isUrl: false, isCandidate: true })
    } else if (opened !== undefined) open.push({ name: opened, start })
    else if (closed !== undefined) open.pop()
    else if (/^[;{}]$/.test(match[0])) open = []
  }
  return found.filter(({ span }) => !/@import\s+$/i.test(css.slice(Math.max(0, span.start - 40), span.start)))
}

function withoutEscapes(text: string): string {
  return text.replaceAll(/\\(\W)/g, '$1')
}
