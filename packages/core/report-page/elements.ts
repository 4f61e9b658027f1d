type Child = Node | string | null

/** What an element has besides its children: attributes, and listeners under names such as `onclick`. */
type Properties = Readonly<Record<string, string | number | boolean | null | ((event: never) => void)>>

/** An element. Texts become text nodes alone: no name of a file is ever read as markup. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(properties)) {
    if (typeof value === 'function') made.addEventListener(key.slice('on'.length), value as (event: Event) => void)
    else if (value !== null && value !== false) made.setAttribute(key, value === true ? '' : String(value))
  }
  made.append(...children.filter(child => child !== null))
  return made
}

/** A word that the eye may do without. */
export function hidden(text: string): HTMLSpanElement {
  return element('span', { class: 'spoken' }, text)
}

/** An element of the page that must be there. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`the page has no ${id}`)
  return found
}
