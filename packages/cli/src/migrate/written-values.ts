import { bare, nameOf, part, parts, type SyntaxNode } from './syntax.js'

export type Scalar = string | number | boolean

/** A value that is written out; undefined for what only running code knows. */
export function scalarOf(written: SyntaxNode): Scalar | undefined {
  const node = bare(written)
  if (node.type === 'Literal') {
    const { value } = node
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined
  }
  if (node.type !== 'TemplateLiteral' || parts(node, 'expressions').length > 0) return undefined
  const [only] = parts(node, 'quasis')
  const value = only?.['value'] as { cooked?: string } | undefined
  return value?.cooked
}

/** A pattern of Vite's plugins that is written out: globs, expressions, lists of them. */
export function patternOf(written: SyntaxNode): string | RegExp | (string | RegExp)[] | undefined {
  const node = bare(written)
  if (node.type === 'ArrayExpression') {
    const items = parts(node, 'elements').map(patternOf)
    return items.every(item => typeof item === 'string' || item instanceof RegExp) ? items : undefined
  }
  const { regex } = node as { regex?: { pattern: string; flags: string } }
  if (regex !== undefined) return new RegExp(regex.pattern, regex.flags)
  const text = scalarOf(node)
  return typeof text === 'string' ? text : undefined
}

/** Whether a number is written out, perhaps as a product. */
export function isWrittenNumber(written: SyntaxNode): boolean {
  const node = bare(written)
  if (node.type === 'BinaryExpression') {
    return [part(node, 'left'), part(node, 'right')].every(side => side !== null && isWrittenNumber(side))
  }
  return typeof scalarOf(node) === 'number'
}

/**
 * Directives that are written out as `new URLSearchParams(…)`, or as a function that gives the same for every image; null for what
 * only running code knows.
 */
export function directivesOf(written: SyntaxNode): { entries: [string, string][]; node: SyntaxNode } | null {
  const node = bare(written)
  if (/Function/.test(node.type)) {
    const given = onlyResult(node)
    return given === null ? null : directivesOf(given)
  }
  if (node.type !== 'NewExpression' || nameOf(part(node, 'callee')) !== 'URLSearchParams') return null
  const [argument, ...more] = parts(node, 'arguments')
  if (more.length > 0) return null
  const params = argument === undefined ? new URLSearchParams() : paramsOf(bare(argument))
  return params === null ? null : { entries: [...params], node }
}

/** What a function returns that does nothing else; what it is given, it cannot use. */
function onlyResult(node: SyntaxNode): SyntaxNode | null {
  const body = part(node, 'body')
  if (body === null || node['async'] === true || node['generator'] === true) return null
  if (body.type !== 'BlockStatement') return body
  const [only, ...more] = parts(body, 'body')
  return only?.type === 'ReturnStatement' && more.length === 0 ? part(only, 'argument') : null
}

function paramsOf(node: SyntaxNode): URLSearchParams | null {
  const text = scalarOf(node)
  if (typeof text === 'string') return new URLSearchParams(text)
  if (node.type === 'ObjectExpression') {
    const entries = parts(node, 'properties').map((property): [string, string] | null => {
      const key = property['computed'] === true ? null : nameOf(part(property, 'key'))
      const value = part(property, 'value')
      const said = value === null ? undefined : scalarOf(value)
      return key === null || said === undefined ? null : [key, String(said)]
    })
    return entries.every(entry => entry !== null) ? new URLSearchParams(entries) : null
  }
  if (node.type !== 'ArrayExpression') return null
  const pairs = parts(node, 'elements').map((element): [string, string] | null => {
    const said = parts(element, 'elements').map(scalarOf)
    const [key, value] = said
    return said.length === 2 && typeof key === 'string' && value !== undefined ? [key, String(value)] : null
  })
  return pairs.every(pair => pair !== null) ? new URLSearchParams(pairs) : null
}
