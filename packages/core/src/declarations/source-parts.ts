import { extname } from 'node:path'

/** A stretch of a source file in one language. */
export interface SourcePart {
  language: 'script' | 'markup'
  text: string
  /** Where it begins in the file, in characters. */
  start: number
  /** Whether `<` may open an element in a script. */
  jsx: boolean
}

const SCRIPT_FILE = /^\.[cm]?[jt]sx?$/

const STYLE_FILE = /^\.(?:css|less|pcss|sass|scss|styl|stylus)$/

/** In these a `<` in front of a type is a cast. */
const WITHOUT_JSX = /^\.[cm]?ts$/

const SCRIPT = /(<script\b[^>]*>)([\s\S]*?)<\/script>/gi

/** What stands between the two lines of dashes at the head of an Astro component. */
const FRONTMATTER = /^(\s*---\r?\n)([\s\S]*?)\r?\n---/

const UNREAD = [/<!--[\s\S]*?-->/g, /<style\b[\s\S]*?<\/style>/gi]

/**
 * The parts of a file in which imports of images may stand; style sheets are none of them. What is no script is taken for
 * markup with scripts in it, such as a component of Vue, Svelte or Astro.
 */
export function partsOf(file: string, code: string): SourcePart[] {
  const extension = extname(file)
  if (STYLE_FILE.test(extension)) return []
  if (SCRIPT_FILE.test(extension)) {
    return [{ language: 'script', text: code, start: 0, jsx: !WITHOUT_JSX.test(extension) }]
  }
  const parts: SourcePart[] = []
  let markup = UNREAD.reduce((text, pattern) => text.replace(pattern, blank), code)
  const takeScript = (all: string, opening = '', script = '', start: number) => {
    const jsx = /\blang=["']?[jt]sx/i.test(opening)
    parts.push({ language: 'script', text: script, start: start + opening.length, jsx })
    return blank(all)
  }
  if (extension === '.astro') markup = markup.replace(FRONTMATTER, takeScript)
  markup = markup.replace(SCRIPT, takeScript)
  return [...parts, { language: 'markup', text: markup, start: 0, jsx: false }]
}

/** As many spaces, so that what follows stays where it is. */
function blank(text: string): string {
  return text.replaceAll(/[^\r\n]/g, ' ')
}
