import { isObject, isText, type Value } from '@lazy-image/core/host'
import type { ModuleKind } from './module-kind.js'

interface Printed {
  kind: ModuleKind
  /** Of the file, without directives: those have no place in an output. For the error where the value is no text. */
  name: string
  /** The member that an object is as text, where its users expect one. */
  member: string | undefined
}

/**
 * Code that says what a module's value is as text, behind the code that defines it. `require` gives the module where an
 * import gives its default export, and a template that prints it would say `[object Module]`.
 */
export function printText(value: Value, { kind, name, member }: Printed): string {
  const isRequired = kind === 'required'
  if (member !== undefined && isObject(value) && member in value) {
    const own = `Object.defineProperty(image, "toString", { value: () => image.${member} });\n`
    return isRequired ? `${own}export const toString = () => image.${member};\n` : own
  }
  if (!isRequired) return ''
  if (isText(value)) return 'export const toString = () => String(image);\n'
  const message = `${name} is no text; print a part of it, such as a key of the object or an entry of the list`
  return `export const toString = () => { throw new TypeError(${JSON.stringify(message)}); };\n`
}
