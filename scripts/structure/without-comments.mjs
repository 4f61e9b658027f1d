// A text in quotes is passed over whole, so that `//` in one begins no comment. A quote in Rust also begins a lifetime.
const PARTS = {
  typescript: /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`|\/\*[\s\S]*?\*\/|\/\/.*/g,
  rust: /\bb?r(#*)"[\s\S]*?"\1|"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\\n]|\\[^'\n]+)'|'\\''|\/\*[\s\S]*?\*\/|\/\/.*/g,
}

/**
 * Code with its comments blanked; lines and columns stay.
 *
 * @param {string} code
 * @param {'typescript' | 'rust'} [language]
 */
export function withoutComments(code, language = 'typescript') {
  return code.replace(PARTS[language], part => (/^\/[/*]/.test(part) ? blank(part) : part))
}

/** Code without what is in its texts. Wants code without comments. */
export function withoutTexts(code, language = 'typescript') {
  return code.replace(PARTS[language], blank)
}

/** Rust without what runs in tests alone: modules and functions behind `#[cfg(test)]`. Wants code without comments. */
export function withoutRustTests(code) {
  const shape = withoutTexts(code, 'rust')
  const tests = [...shape.matchAll(/#\[cfg\(test\)\]\s*(?:#\[[^\]]*\]\s*)*[^;{]*([;{])/g)]
  return tests.reduce((rest, { index, 0: head, 1: last }) => {
    const end = last === ';' ? index + head.length : closingBrace(shape, index + head.length)
    return rest.slice(0, index) + blank(rest.slice(index, end)) + rest.slice(end)
  }, code)
}

function closingBrace(code, start) {
  let depth = 1
  let end = start
  for (; depth > 0 && end < code.length; end++) depth += { '{': 1, '}': -1 }[code[end]] ?? 0
  return end
}

const blank = text => text.replace(/[^\n]/g, ' ')
