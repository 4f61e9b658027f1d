import { requestOfExample, requestOfImport } from './requests.mjs'

/**
 * Shows what examples come to: below each row of a table of examples (docs/directives.md), and below each block of code
 * that is marked `result`, whose imports are made, too. GitHub shows the table and the code as they are.
 */
export function results(md) {
  md.core.ruler.push('lazy-image-results', state => {
    const imports = []
    const shown = new Result(state, imports)
    state.tokens = [...withoutTables(state.tokens, shown)].flatMap(token =>
      isMarked(token) ? shown.below(token) : [token],
    )
    if (imports.length > 0) state.tokens.unshift(html(state, `<script setup>\n${imports.join('\n')}\n</script>\n`))
  })
}

class Result {
  constructor(state, imports) {
    this.state = state
    this.imports = imports
  }

  /** An example with its effect in words, and what it comes to. */
  example(group, directive, example, effect) {
    const words = `<code>${escaped(example)}</code> ${effect}`
    return html(this.state, this.#element(requestOfExample(group, directive, example), words))
  }

  /** The code, and what each of its imports comes to. */
  below(fence) {
    const found = [...fence.content.matchAll(/^import .*?from ['"](\.\/[^'"]+\?[^'"]+)['"]/gm)]
    const elements = found.map(([, specifier]) => this.#element(requestOfImport(specifier), ''))
    return [fence, html(this.state, `<div class="results">${elements.join('')}</div>\n`)]
  }

  #element({ written, specifier, shows }, words) {
    const name = `result${this.imports.length}`
    this.imports.push(`import ${name} from ${JSON.stringify(specifier)}`)
    return `<ExampleResult :value="${name}" request="${escaped(written)}" shows="${shows}">${words}</ExampleResult>\n`
  }
}

function isMarked({ type, info }) {
  return type === 'fence' && /\sresult$/.test(info)
}

/** Every token, where a table of examples of a directive is replaced by what its examples come to. */
function* withoutTables(tokens, shown) {
  let group
  let directive
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]
    if (token.type === 'heading_open' && token.tag === 'h2') group = tokens[index + 1].content
    if (token.type === 'heading_open' && token.tag === 'h3') directive = codeOf(tokens[index + 1])
    const end = token.type === 'table_open' ? tableEnd(tokens, index) : -1
    const rows = end === -1 ? [] : rowsOf(tokens.slice(index, end))
    if (directive === undefined || rows[0]?.[0].content !== 'example') {
      yield token
      continue
    }
    yield html(shown.state, '<div class="results">\n')
    for (const [example, effect] of rows.slice(1)) {
      yield shown.example(group, directive, codeOf(example), shown.state.md.renderInline(effect.content))
    }
    yield html(shown.state, '</div>\n')
    index = end
  }
}

function tableEnd(tokens, from) {
  return tokens.findIndex(({ type }, index) => index > from && type === 'table_close')
}

/** The inline tokens of a table's cells, row by row. */
function rowsOf(tokens) {
  const rows = []
  for (const token of tokens) {
    if (token.type === 'tr_open') rows.push([])
    if (token.type === 'inline') rows.at(-1).push(token)
  }
  return rows
}

function codeOf({ children }) {
  return children.find(({ type }) => type === 'code_inline')?.content
}

function html({ Token }, content) {
  return Object.assign(new Token('html_block', '', 0), { content })
}

function escaped(text) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll('{{', '&#123;&#123;')
}
