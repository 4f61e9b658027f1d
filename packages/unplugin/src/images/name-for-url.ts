/** What stands for itself neither in a URL, nor in a srcset or CSS. */
const UNSAFE = /[\s"#%&'()*,:;<>?[\\\]^`{|}]+/g

/** A file's name that may stand in a URL as it is, for bundlers that write it so. */
export function nameForUrl(name: string): string {
  return name.replaceAll(UNSAFE, '_')
}
