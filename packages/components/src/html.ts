/** A text as it stands in a quoted HTML attribute. */
function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}

/** The start tag of an element. @param attributes by names that are trusted; what is undefined or false is left out. */
export function startTag(name: string, attributes: Readonly<Record<string, unknown>>): string {
  const written = Object.entries(attributes).flatMap(([key, value]) => {
    if (value === undefined || value === null || value === false) return []
    return ` ${key}="${escapeHtml(value === true ? '' : String(value))}"`
  })
  return `<${name}${written.join('')}>`
}
