import type { DefaultTreeAdapterTypes } from 'parse5'
import type { Span } from '../references/reference-kind.js'

/** A text that an element holds: an attribute's, or what is between its tags. */
export interface ElementText {
  /** As it is read, without entities. */
  value: string
  /** Where it is written, with the name and the quotes of an attribute. */
  span: Span
}

/** An element of a page, as far as it is written there: what a browser adds by itself has no place. */
export interface PageElement {
  /** In lower case, as HTML has it. */
  tag: string
  /** As it is written. */
  writtenTag: string
  /** Of the element around it. */
  parentTag: string
  /** By name with prefix, such as `xlink:href`. */
  attributes: ReadonlyMap<string, ElementText>
  /** What is between the tags of a `script`; null of others. */
  script: ElementText | null
  /** From its first tag to its end. */
  span: Span
  /** Which attributes are written in. */
  language: 'html' | 'pug'
}

type Node = DefaultTreeAdapterTypes.Node
type Element = DefaultTreeAdapterTypes.Element

/** The elements of a page in their order. What a browser without scripts shows is part of it, and so are templates. */
export async function listElements(html: string): Promise<PageElement[]> {
  // Most builds have no page that asks for an image, and need not load what reads one.
  const { parse } = await import('parse5')
  const found = new Map<number, PageElement>()
  visit(parse(html, { sourceCodeLocationInfo: true, scriptingEnabled: false }), node => {
    const element = 'tagName' in node ? describe(node, html) : undefined
    // Of tags that are closed in the wrong order the tree has copies.
    if (element !== undefined && !found.has(element.span.start)) found.set(element.span.start, element)
  })
  return [...found.values()]
}

function visit(node: Node, see: (node: Node) => void): void {
  see(node)
  const inside = 'content' in node ? node.content : node
  if ('childNodes' in inside) for (const child of inside.childNodes) visit(child, see)
}

function describe(node: Element, html: string): PageElement | undefined {
  const { sourceCodeLocation: place, tagName, parentNode, attrs } = node
  if (!place) return undefined
  const attributes = attrs.flatMap(({ name, prefix, value }): [string, ElementText][] => {
    const written = prefix === undefined || prefix === '' ? name : `${prefix}:${name}`
    const span = place.attrs?.[written]
    return span === undefined ? [] : [[written, { value, span: spanOf(span) }]]
  })
  return {
    tag: tagName,
    writtenTag: /^[^\s/>]*/.exec(html.slice(place.startOffset + 1, place.startOffset + 100))?.[0] ?? '',
    parentTag: parentNode !== null && 'tagName' in parentNode ? parentNode.tagName : '',
    attributes: new Map(attributes),
    script: tagName === 'script' ? contentOf(node) : null,
    span: spanOf(place),
    language: 'html',
  }
}

function contentOf({ childNodes: [text] }: Element): ElementText | null {
  if (text === undefined || !('value' in text) || !text.sourceCodeLocation) return null
  return { value: text.value, span: spanOf(text.sourceCodeLocation) }
}

function spanOf({ startOffset, endOffset }: { startOffset: number; endOffset: number }): Span {
  return { start: startOffset, end: endOffset }
}
