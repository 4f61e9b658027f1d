import { descend, nameOf, part, parts, type SyntaxNode } from './syntax.js'
import { INCUMBENTS } from './tool-names.js'

/** What a script does with the plugin of the tool. */
export interface ToolCalls {
  /** `import { imagetools } from …` with nothing beside it, whose calls are all there is of the name; null for any other way. */
  only: { declaration: SyntaxNode; local: string } | null
  /** `import imagetools from …`, which is another plugin of ours. */
  byDefault: { specifier: SyntaxNode; local: string }[]
  /** Calls of the plugin. */
  calls: SyntaxNode[]
  /** Whether a name is taken in the script. */
  has(name: string): boolean
}

/** Finds the calls of the tool's plugin in a script. */
export function findToolCalls(tree: SyntaxNode): ToolCalls {
  const nodes = [...descend(tree)]
  const declarations = nodes.map(({ node }) => node).filter(isToolImport)
  const plugins = new Set<string>()
  const spaces = new Set<string>()
  const byDefault: ToolCalls['byDefault'] = []
  for (const specifier of declarations.flatMap(node => parts(node, 'specifiers'))) {
    const local = nameOf(part(specifier, 'local'))
    if (local === null) continue
    if (specifier.type === 'ImportNamespaceSpecifier') spaces.add(local)
    if (specifier.type === 'ImportDefaultSpecifier') byDefault.push({ specifier, local })
    if (specifier.type === 'ImportDefaultSpecifier' || isPlugin(part(specifier, 'imported'))) plugins.add(local)
  }
  for (const { node } of nodes) {
    const init = node.type === 'VariableDeclarator' ? part(node, 'init') : null
    if (init === null || !isLoaded(init)) continue
    const id = part(node, 'id')
    if (id?.type === 'Identifier') spaces.add(String(id['name']))
    for (const property of id === null ? [] : parts(id, 'properties')) {
      const local = nameOf(part(property, 'value'))
      if (isPlugin(part(property, 'key')) && local !== null) plugins.add(local)
    }
  }
  const isCall = (node: SyntaxNode) => {
    const callee = node.type === 'CallExpression' ? part(node, 'callee') : null
    if (callee?.type === 'Identifier') return plugins.has(String(callee['name']))
    return callee?.type === 'MemberExpression' && isPlugin(part(callee, 'property')) && isSpace(callee, spaces)
  }
  const calls = nodes.map(({ node }) => node).filter(isCall)
  const names = nodes.flatMap(({ node, parent }) => (node.type === 'Identifier' ? [{ node, parent }] : []))
  return {
    only: onlyImport(declarations, names, calls),
    byDefault,
    calls,
    has: name => names.some(({ node }) => node['name'] === name),
  }
}

function isToolImport(node: SyntaxNode): boolean {
  const source = node.type === 'ImportDeclaration' ? nameOf(part(node, 'source')) : null
  return source !== null && INCUMBENTS.includes(source) && node['importKind'] !== 'type'
}

function isPlugin(node: SyntaxNode | null): boolean {
  return nameOf(node) === 'imagetools'
}

function isSpace(callee: SyntaxNode, spaces: ReadonlySet<string>): boolean {
  const object = part(callee, 'object')
  if (object === null) return false
  return object.type === 'Identifier' ? spaces.has(String(object['name'])) : isLoaded(object)
}

/** `require('…')`, `await import('…')`. */
function isLoaded(node: SyntaxNode): boolean {
  if (node.type === 'AwaitExpression') {
    const argument = part(node, 'argument')
    return argument !== null && isLoaded(argument)
  }
  const source =
    node.type === 'ImportExpression'
      ? part(node, 'source')
      : nameOf(part(node, 'callee')) === 'require'
        ? (parts(node, 'arguments')[0] ?? null)
        : null
  return INCUMBENTS.includes(nameOf(source) ?? '')
}

function onlyImport(
  declarations: readonly SyntaxNode[],
  names: readonly { node: SyntaxNode; parent: SyntaxNode | null }[],
  calls: readonly SyntaxNode[],
): ToolCalls['only'] {
  const [declaration, ...others] = declarations
  const [specifier, ...beside] = declaration === undefined ? [] : parts(declaration, 'specifiers')
  if (declaration === undefined || specifier === undefined || others.length + beside.length > 0) return null
  const local = nameOf(part(specifier, 'local'))
  if (specifier.type !== 'ImportSpecifier' || !isPlugin(part(specifier, 'imported')) || local === null) return null
  // One that is handed on may be called with anything.
  const isAccountedFor = ({ node, parent }: (typeof names)[number]) =>
    parent === specifier ||
    (parent !== null && calls.includes(parent) && part(parent, 'callee') === node) ||
    isMemberName(node, parent)
  return names.filter(({ node }) => node['name'] === local).every(isAccountedFor) ? { declaration, local } : null
}

/** Whether an identifier is no variable but the name of a member. */
function isMemberName(node: SyntaxNode, parent: SyntaxNode | null): boolean {
  if (parent === null || parent['computed'] === true || parent['shorthand'] === true) return false
  return part(parent, 'key') === node || part(parent, 'property') === node
}
