type Listeners = { [Name in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Name]) => void }

type Child = Node | string | null | false

interface Traits {
  class?: string
  /** Attributes by their names; those that are undefined are left out. */
  attributes?: Readonly<Record<string, string | undefined>>
  on?: Listeners
}

/** An element with what it holds; no markup is parsed, and no style written, which a page's policy may forbid. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  traits: Traits | string = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name)
  const { class: names, attributes = {}, on = {} } = typeof traits === 'string' ? { class: traits } : traits
  if (names !== undefined) element.className = names
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(attribute, value)
  }
  for (const [event, listener] of Object.entries(on)) element.addEventListener(event, listener as EventListener)
  element.append(...children.filter(child => child !== null && child !== false))
  return element
}

const SVG = 'http://www.w3.org/2000/svg'

/** A sign of lines, 20 × 20. */
export function makeSign(...paths: readonly string[]): SVGElement {
  const sign = document.createElementNS(SVG, 'svg')
  for (const [name, value] of Object.entries({ viewBox: '0 0 20 20', 'aria-hidden': 'true', class: 'sign' })) {
    sign.setAttribute(name, value)
  }
  for (const d of paths) {
    const path = document.createElementNS(SVG, 'path')
    path.setAttribute('d', d)
    sign.append(path)
  }
  return sign
}
