import type { PlannedImage } from '../plan/plan.js'
import { escapeHtml } from '../shapes/escape-html.js'
import { TOKEN_START } from './token.js'
import { isObject, isText, ReadOff, TextOf, UrlOf, type Value } from './value.js'

/** JavaScript expressions that stand for what only the host knows. */
export interface Expressions {
  /** Evaluates to the image's URL. */
  url(image: PlannedImage): string
  /** Evaluates to what is read off the made image. */
  read(hole: ReadOff): string
}

export interface ModuleStyle {
  /** Whether the keys of an object are exported by name beside the default export. */
  namedExports: boolean
}

/**
 * An ES module whose default export is the value.
 *
 * A bare text goes through an array: bundlers that inline exported constants would make the module, and with it the
 * knowledge that the image is used, disappear.
 */
export function moduleCode(value: Value, expressions: Expressions, { namedExports }: ModuleStyle): string {
  if (isObject(value)) return objectModule(value, expressions, namedExports)
  const expression = toExpression(value, expressions)
  return isText(value)
    ? `const image = [${expression}];\nexport default image[0];\n`
    : `const image = ${expression};\nexport default image;\n`
}

/** A CommonJS module that is the value. */
export function commonJsCode(value: Value, expressions: Expressions): string {
  return `const image = ${toExpression(value, expressions)};\nmodule.exports = image;\n`
}

/** Names that an export can have beside the default one. */
const EXPORT_NAME = /^(?!default$)[\p{ID_Start}$_][\p{ID_Continue}$]*$/u

/** The keys of an object that can be imported by name. */
export function exportableKeys(value: { readonly [key: string]: Value }): string[] {
  return Object.keys(value).filter(key => EXPORT_NAME.test(key))
}

/**
 * Members go through the object, for the reason that texts go through an array, and in calls marked as pure: reading a
 * member might run a getter for all that a bundler knows, so it would keep them all.
 */
function objectModule(value: { readonly [key: string]: Value }, expressions: Expressions, named: boolean): string {
  const object = toExpression(value, expressions)
  // Nothing but the object: tools read it off the code, as they may where keys are no exports.
  if (!named) return `export default ${object}`
  const code = `const image = ${object};\nexport default image;\n`
  const members = exportableKeys(value).map(
    (key, index) =>
      `const member${index} = /* @__PURE__ */ (() => image.${key})();\nexport { member${index} as ${key} };\n`,
  )
  return code + members.join('')
}

function toExpression(value: Value, expressions: Expressions): string {
  if (value instanceof UrlOf) return expressions.url(value.image)
  if (value instanceof ReadOff) return expressions.read(value)
  if (value instanceof TextOf) return textExpression(value, expressions)
  if (Array.isArray(value)) return `[${value.map((item: Value) => toExpression(item, expressions)).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).map(
    ([key, item]: [string, Value]) => `${memberKey(key)}:${toExpression(item, expressions)}`,
  )
  return `{${members.join(',')}}`
}

/** What stands as it is in front of a colon. Written plainly, `__proto__` would set the prototype. */
function memberKey(key: string): string {
  if (key === '__proto__') return '["__proto__"]'
  return PLAIN_KEY.test(key) ? key : JSON.stringify(key)
}

const PLAIN_KEY = /^[A-Za-z_$][\w$]*$/

function textExpression({ parts, isHtml }: TextOf, expressions: Expressions): string {
  const terms = joinTexts(
    parts.map(part => {
      if (typeof part === 'string') return JSON.stringify(part)
      const expression = toExpression(part, expressions)
      const text = textIn(expression)
      if (text !== undefined) return isHtml ? JSON.stringify(escapeHtml(text)) : expression
      // As `escapeHtml` does, but where the module runs: only there the text is known.
      return isHtml
        ? `String(${expression}).replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;")`
        : expression
    }),
  )
  // A leading text makes every + a concatenation.
  return textIn(terms[0] ?? '') === undefined ? ['""', ...terms].join(' + ') : terms.join(' + ')
}

/** Terms with texts that stand side by side as one. */
function joinTexts(terms: readonly string[]): string[] {
  const joined: string[] = []
  for (const term of terms) {
    const [before, text] = [textIn(joined.at(-1) ?? ''), textIn(term)]
    if (before === undefined || text === undefined) joined.push(term)
    else joined[joined.length - 1] = JSON.stringify(before + text)
  }
  return joined
}

const IS_TEXT = /^"(?:[^"\\]|\\.)*"$/

/** The text that an expression is; undefined for one that must be evaluated, or is filled in later. */
function textIn(expression: string): string | undefined {
  const isText = expression.startsWith('"') && IS_TEXT.test(expression) && !expression.includes(TOKEN_START)
  return isText ? (JSON.parse(expression) as string) : undefined
}
