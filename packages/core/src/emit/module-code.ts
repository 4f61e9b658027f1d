import type { PlannedImage } from '../plan/plan.js'
import { BytesOf, TextOf, UrlOf, type Value } from './value.js'

/** JavaScript expressions that stand for what only the host knows. */
export interface Expressions {
  /** Evaluates to the image's URL. */
  url(image: PlannedImage): string
  /** Evaluates to the encoded size in bytes. */
  bytes(image: PlannedImage): string
}

/** Names that an export can have beside the default one. */
const EXPORT_NAME = /^(?!default$)[\p{ID_Start}$_][\p{ID_Continue}$]*$/u

/**
 * An ES module whose default export is the value; an object's members are exports of their own beside it.
 *
 * A bare string export goes through an array, and members through the object: bundlers that inline exported string
 * constants would make the module, and with it the knowledge that the image is used, disappear.
 */
export function moduleCode(value: Value, expressions: Expressions): string {
  const expression = toExpression(value, expressions)
  const isText = typeof value === 'string' || value instanceof UrlOf || value instanceof TextOf
  return isText
    ? `const image = [${expression}];\nexport default image[0];\n`
    : `const image = ${expression};\nexport default image;\n${namedExports(value)}`
}

/** In calls marked as pure: reading a member might run a getter for all that a bundler knows, so it would keep them all. */
function namedExports(value: Value): string {
  if (typeof value !== 'object' || Array.isArray(value) || value instanceof BytesOf) return ''
  return Object.keys(value)
    .filter(key => EXPORT_NAME.test(key))
    .map(
      (key, index) =>
        `const member${index} = /* @__PURE__ */ (() => image.${key})();\nexport { member${index} as ${key} };\n`,
    )
    .join('')
}

function toExpression(value: Value, expressions: Expressions): string {
  if (value instanceof UrlOf) return expressions.url(value.image)
  if (value instanceof BytesOf) return expressions.bytes(value.image)
  if (value instanceof TextOf) {
    return value.parts
      .map(part => (typeof part === 'string' ? JSON.stringify(part) : expressions.url(part.image)))
      .join(' + ')
  }
  if (Array.isArray(value)) return `[${value.map((item: Value) => toExpression(item, expressions)).join(', ')}]`
  if (typeof value !== 'object') return JSON.stringify(value)
  const members = Object.entries(value).map(
    ([key, item]: [string, Value]) => `${JSON.stringify(key)}: ${toExpression(item, expressions)}`,
  )
  return `{ ${members.join(', ')} }`
}
