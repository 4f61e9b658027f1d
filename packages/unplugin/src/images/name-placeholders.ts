/** What stands in a template for file names and only we can fill in, with what parts it from what stands before it. */
const PLACEHOLDER = /([-_.@]?)\[(width|height|query)\]/g

/** Values by placeholder; undefined where there is none, as for the file of no image. */
export type NameParts = Readonly<Partial<Record<'width' | 'height' | 'query', string | number | undefined>>>

/** Fills in our placeholders. One without a value goes, with what parts it from the rest. */
export function fillPlaceholders(template: string, parts: NameParts): string {
  return template.replaceAll(PLACEHOLDER, (whole, separator: string, name: keyof NameParts) => {
    if (!(name in parts)) return whole
    return parts[name] === undefined ? '' : `${separator}${parts[name]}`
  })
}
