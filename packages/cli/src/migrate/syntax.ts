import { tsPlugin } from '@sveltejs/acorn-typescript'
import { Parser } from 'acorn'

/** A node of a syntax tree in ESTree's form. */
export interface SyntaxNode {
  readonly type: string
  /** In characters of the file. */
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

/** The syntax tree of a script; null for one that cannot be read. */
export function parseScript(file: string, code: string): SyntaxNode | null {
  const jsx = /\.[cm]?jsx?$|\.tsx$/.test(file)
  const TypeScript = Parser.extend(tsPlugin({ jsx }))
  for (const sourceType of ['module', 'script'] as const) {
    try {
      // The parser makes use of a syntax tree's own places, in lines too.
      const options = { sourceType, ecmaVersion: 'latest', locations: true, allowHashBang: true } as const
      return TypeScript.parse(code, options) as unknown as SyntaxNode
    } catch {
      // Old modules are scripts; what is neither is told by whoever asks.
    }
  }
  return null
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string'
}

/** The nodes that a node directly holds. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  return Object.entries(node).flatMap(([key, value]) => (key === 'loc' ? [] : [value].flat().filter(isNode)))
}

/** A node, and all below it, with what holds each. */
export function* descend(
  node: SyntaxNode,
  parent: SyntaxNode | null = null,
): Generator<{ node: SyntaxNode; parent: SyntaxNode | null }> {
  yield { node, parent }
  for (const child of childrenOf(node)) yield* descend(child, node)
}

/** A member of a node that is a node. */
export function part(node: SyntaxNode, key: string): SyntaxNode | null {
  const value = node[key]
  return isNode(value) ? value : null
}

/** Members of a node that are nodes. */
export function parts(node: SyntaxNode, key: string): SyntaxNode[] {
  const value = node[key]
  return Array.isArray(value) ? value.filter(isNode) : []
}

/** The name of an identifier, or the text of a literal that stands where one may. */
export function nameOf(node: SyntaxNode | null): string | null {
  if (node?.type === 'Identifier') return String(node['name'])
  return node?.type === 'Literal' && typeof node['value'] === 'string' ? node['value'] : null
}

/** An expression without what TypeScript says of it. */
export function bare(node: SyntaxNode): SyntaxNode {
  const inner = /^(?:TSAsExpression|TSSatisfiesExpression|TSNonNullExpression|ParenthesizedExpression)$/.test(node.type)
    ? part(node, 'expression')
    : null
  return inner === null ? node : bare(inner)
}
