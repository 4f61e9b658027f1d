import type MagicString from 'magic-string'
import type { Span } from '../references/reference-kind.js'
import { listElements, type PageElement } from './page-element.js'
import type { PageHost } from './page-host.js'
import { type ElementEdit, SCRIPT } from './references/html-reference-kind.js'
import { htmlReferenceOf } from './references/html-references.js'
import { splitCandidates } from './references/split-candidates.js'

/** A page with what its requests come to; all else is left as it is written, to the last space. */
export async function rewritePage(html: string, page: PageHost): Promise<MagicString> {
  const { default: MagicString } = await import('magic-string')
  const edited = new MagicString(html)
  const elements = await (page.listElements ?? listElements)(html)
  for (const element of elements) if (!page.reads(element)) leave(element, page)
  const edits = elements
    .filter(element => page.reads(element))
    .map(async element => ({ element, edits: await Promise.all(editsOf(element, html, page)) }))
  for (const { element, edits: found } of await Promise.all(edits)) {
    for (const edit of found) if (edit !== null) apply(edit, element, edited, page)
  }
  return edited
}

function leave({ attributes }: PageElement, page: PageHost): void {
  for (const { value } of attributes.values()) {
    const texts = [value.trim(), ...splitCandidates(value).map(({ url }) => url)]
    for (const text of texts) if (page.isRequest(text)) page.leave(text)
  }
}

function editsOf(element: PageElement, html: string, page: PageHost): Promise<ElementEdit | null>[] {
  const { tag, attributes, script } = element
  const texts = [...attributes, ...(script === null ? [] : [[SCRIPT, script] as const])]
  return texts.flatMap(([name, { value, span }]) => {
    const kind = htmlReferenceOf(element, name)
    if (kind === undefined) return []
    const place = name === SCRIPT ? `<${tag}>` : `<${tag} ${name}>`
    const find = makeFinder(html, span)
    return kind.write({
      element,
      name,
      value,
      isRequest: text => page.isRequest(text),
      absoluteUrl: url => page.absoluteUrl(url),
      writeManifest: path => page.writeManifest(path),
      quote: text => page.quote(text),
      write: (specifier, kindOfPlace) =>
        page.write({ specifier, span: find(specifier), place, element, name }, kindOfPlace),
    })
  })
}

/** Finds the requests of a text where they are written, in their order. */
function makeFinder(html: string, { start, end }: Span): (specifier: string) => Span {
  let from = start
  return specifier => {
    for (const written of [specifier, specifier.replaceAll('&', '&amp;'), JSON.stringify(specifier).slice(1, -1)]) {
      const index = html.indexOf(written, from)
      if (index === -1 || index + written.length > end) continue
      from = index + written.length
      return { start: index, end: from }
    }
    // Written with other entities: the whole text stands for it.
    return { start, end }
  }
}

function apply(
  { texts, before, after }: ElementEdit,
  element: PageElement,
  edited: MagicString,
  { quote }: PageHost,
): void {
  const { attributes, script, span } = element
  let behind = span.start
  const added: string[] = []
  for (const [name, value] of Object.entries(texts)) {
    const attribute = attributes.get(name)
    // Pug takes any text of JavaScript, and escapes it itself.
    const written = element.language === 'pug' ? JSON.stringify(value) : `"${quote(value)}"`
    const text = ` ${name}=${written}`
    if (name === SCRIPT && script !== null) edited.update(script.span.start, script.span.end, value)
    else if (attribute === undefined) added.push(text)
    else {
      edited.update(attribute.span.start, attribute.span.end, text.trimStart())
      behind = Math.max(behind, attribute.span.end)
    }
  }
  // Behind what was there already, which every edit changes.
  if (added.length > 0) edited.appendLeft(behind, added.join(''))
  if (before !== undefined) edited.appendLeft(span.start, before)
  if (after !== undefined) edited.appendRight(span.end, after)
}
