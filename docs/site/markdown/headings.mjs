import { basename } from 'node:path'

/** A page without a heading, as the results of a benchmark are, gets its name for one. */
export function headings(md) {
  md.core.ruler.push('lazy-image-headings', ({ tokens, env, Token }) => {
    const file = env.realPath ?? env.path
    if (file === undefined || env.frontmatter?.layout === 'home' || tokens.some(({ tag }) => tag === 'h1')) return
    const content = `Results: ${basename(file, '.md')}`
    const text = Object.assign(new Token('text', '', 0), { content })
    tokens.unshift(
      Object.assign(new Token('heading_open', 'h1', 1), { block: true }),
      Object.assign(new Token('inline', '', 0), { content, children: [text] }),
      Object.assign(new Token('heading_close', 'h1', -1), { block: true }),
    )
  })
}
