import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { decodePath, escapeHtml, type Pipeline } from '@lazy-image/core/host'
import { findCssUrls } from '../../images/css/find-css-urls.js'
import type { PageElement } from '../../images/html/page-element.js'
import { rewritePage } from '../../images/html/rewrite-page.js'
import { rewriteStrings } from '../../images/html/rewrite-strings.js'
import { listTemplateElements } from '../../images/html/vue-template.js'
import { isWorthAsking } from '../../images/html/write-page.js'
import { isForeign } from '../../images/image-id.js'
import type { Mention, ReaderKind } from './reader-kind.js'

const PAGE = /^\.(?:astro|html?|md|mdx|pug|svelte|vue)$/

/** Words of authors for what a bundler is to leave alone. */
const LEFT = ['vite-ignore', 'data-vite-ignore']

/** Attributes of pages and of templates of components, by the kinds of references in a page. */
export const pageReader: ReaderKind = {
  name: 'page',
  reads: extension => PAGE.test(extension),
  async find({ file, code, pipeline }) {
    const found: Mention[] = []
    const take = (written: string, index: number) => {
      const specifier = written.replace(/^~\/?/, '')
      found.push({ specifier, index, isUrl: specifier === written, isSure: true })
    }
    const elements = await listTemplateElements(code, file)
    await rewritePage(code, {
      listElements: async () => elements,
      isRequest: text => isWorthAsking(text.replace(/^~\/?/, ''), pipeline),
      reads: ({ attributes }) => !LEFT.some(name => attributes.has(name)),
      quote: escapeHtml,
      leave: () => {},
      absoluteUrl: url => url,
      async write({ specifier, span, name }) {
        // A style is a text of its own, which is read below.
        if (name !== 'style') take(specifier, span.start)
        return null
      },
      async writeManifest(path) {
        for (const icon of await iconsIn(path, file, pipeline)) take(icon, 0)
        return null
      },
    })
    for (const { css, index } of elements.flatMap(styleOf)) {
      for (const { specifier } of findCssUrls(css)) if (isWorthAsking(specifier, pipeline)) take(specifier, index)
    }
    return found
  },
}

function styleOf({ attributes }: PageElement): { css: string; index: number }[] {
  const style = attributes.get('style')
  return style === undefined ? [] : [{ css: style.value, index: style.span.start }]
}

/** What a web manifest asks for, as paths from the root. */
async function iconsIn(path: string, page: string, pipeline: Pipeline): Promise<string[]> {
  if (isForeign(path)) return []
  const decoded = decodePath(path)
  const file = decoded.startsWith('/') ? join(pipeline.options.root, decoded) : resolve(dirname(page), decoded)
  const icons: string[] = []
  await rewriteStrings(await readFile(file, 'utf8').catch(() => ''), async text => {
    if (isWorthAsking(text, pipeline)) icons.push(/^[./]/.test(text) ? text : `./${text}`)
    return null
  })
  return icons.map(icon => (icon.startsWith('/') ? icon : resolve(dirname(file), icon)))
}
