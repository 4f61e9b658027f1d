/** What would end a URL or be read as something else. */
const UNSAFE = /[\s"#%?\\^`|<>]/g

/**
 * An expression for the URL of a file, seen from where its code lies.
 *
 * @param path of the file, from the folder of the code.
 * @param base an expression for the URL of the code.
 */
export function fileBeside(path: string, base: string): string {
  const url = path.replaceAll(UNSAFE, encodeURIComponent)
  return `new URL(${JSON.stringify(url.startsWith('.') ? url : `./${url}`)}, ${base}).href`
}
