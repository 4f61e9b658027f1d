import { fileBeside } from './file-beside.js'

const SCRIPT = 'lazyImageScript'

/**
 * Where a script lies: looked at when it begins, for what runs later in it finds no `currentScript`. A worker knows its own
 * place; the name of Node's module is in two parts, so that bundlers of a UMD library leave it alone.
 */
export const SCRIPT_URL = `const ${SCRIPT} = typeof document === "object"
	? document.currentScript && document.currentScript.src || document.baseURI
	: typeof location === "object" ? location.href : require("u" + "rl").pathToFileURL(__filename).href;`

/** Formats of scripts, in which there is no `import.meta`. */
export function isScript(format: string | undefined): boolean {
  return format === 'iife' || format === 'umd'
}

/** An expression for the URL of a file in code that begins with `SCRIPT_URL`. */
export function besideScript(path: string): string {
  return fileBeside(path, SCRIPT)
}
