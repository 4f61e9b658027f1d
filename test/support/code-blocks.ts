/** A block of code of a page. */
export interface CodeBlock {
  language: string
  code: string
}

const FENCED = /^```(\w+)\n([\s\S]*?)^```$/gm

/** The blocks of code of a page of Markdown, in order. */
export function codeBlocks(text: string): CodeBlock[] {
  return [...text.matchAll(FENCED)].map(([, language = '', code = '']) => ({ language, code }))
}
