import { isObject, isText, type Value } from '@lazy-image/core/host'

interface Printed {
  /** Whether it is the value itself that its users get, as a template does that prints it. */
  isRequired: boolean
  /** Of the file, without directives: those have no place in an output. For the error where the value is no text. */
  name: string
  /** The member that an object is as text, where its users expect one. */
  member: string | undefined
}

/**
 * Code that says what a module's value is as text, behind the code that defines it. A template that prints a value which is
 * no text would say `[object Object]`.
 */
export function printText(value: Value, { isRequired, name, member }: Printed): string {
  if (member !== undefined && isObject(value) && member in value) return defineText(`image.${member}`)
  if (!isRequired || isText(value)) return ''
  const message = `${name} is no text; print a part of it, such as a key of the object or an entry of the list`
  return defineText(`{ throw new TypeError(${JSON.stringify(message)}); }`)
}

/** A member that is not listed among the object's own. */
function defineText(body: string): string {
  return `Object.defineProperty(image, "toString", { value: () => ${body} });\n`
}
