import { isText, type Value } from '@lazy-image/core/host'

/**
 * Code that gives a required module its value as text. `require` gives the module where an import gives its default
 * export, and a template that prints it would say `[object Module]`.
 *
 * @param name of the file, without directives: those have no place in an output. For the error where the value is no text.
 */
export function printRequired(value: Value, name: string): string {
  if (isText(value)) return 'export const toString = () => String(image);\n'
  const message = `${name} is no text; print a part of it, such as a key of the object or an entry of the list`
  return `export const toString = () => { throw new TypeError(${JSON.stringify(message)}); };\n`
}
