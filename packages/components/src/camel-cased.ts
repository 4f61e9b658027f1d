/** Declarations by names as scripts have them; custom properties stay as they are. */
export function camelCased(style: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(style).map(([property, value]) => [
      property.startsWith('--') ? property : property.replaceAll(/-[a-z]/g, dash => dash.charAt(1).toUpperCase()),
      value,
    ]),
  )
}
