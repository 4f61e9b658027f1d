/** `new URL('…', import.meta.url)` in code. */
export interface NewUrl {
  /** Of the first argument. */
  start: number
  end: number
  /** What it says: the text, or of a template the texts between which values stand. */
  texts: readonly string[]
}

/** A node of a syntax tree in the form of ESTree, as far as it is looked at. */
interface Node {
  type: string
  start: number
  end: number
  [key: string]: unknown
}

/** What code matches that may hold one. */
export const MAY_HOLD_NEW_URL: RegExp = /\bnew\s+URL\s*\(\s*["'`]/

/** Every `new URL('…', import.meta.url)` in a module's syntax tree, with a text or a template. */
export function findNewUrls(tree: unknown): NewUrl[] {
  const found: NewUrl[] = []
  visit(tree, node => {
    if (node.type !== 'NewExpression' || !isIdentifier(node['callee'], 'URL')) return
    const [url, base] = node['arguments'] as Node[]
    if (url === undefined || !isModuleUrl(base)) return
    const texts = textsOf(url)
    if (texts !== null) found.push({ start: url.start, end: url.end, texts })
  })
  return found
}

function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, see)
  } else if (isNode(value)) {
    see(value)
    for (const item of Object.values(value)) visit(item, see)
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

function isIdentifier(node: unknown, name: string): boolean {
  return isNode(node) && node.type === 'Identifier' && node['name'] === name
}

function isModuleUrl(node: unknown): boolean {
  if (!isNode(node) || node.type !== 'MemberExpression' || !isIdentifier(node['property'], 'url')) return false
  return isNode(node['object']) && node['object'].type === 'MetaProperty'
}

function textsOf(node: Node): string[] | null {
  if (node.type === 'Literal' && typeof node['value'] === 'string') return [node['value']]
  if (node.type !== 'TemplateLiteral') return null
  return (node['quasis'] as { value: { cooked: string } }[]).map(({ value }) => value.cooked)
}
