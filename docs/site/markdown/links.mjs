import { existsSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'
import { pageOf, ROOT } from '../pages.mjs'

/** Links that leave what they stand for alone: other hosts, mail, places of the page itself. */
const LEFT_ALONE = /^(?:[a-z][a-z\d+.-]*:|\/\/|#|\/)/i

/**
 * Links between pages are written as GitHub follows them, from file to file. Here they lead to where the page is on the
 * site; what is no page, a folder or source, is named without a link. One to a file that does not exist fails the build.
 */
export function links(md) {
  md.core.ruler.push('lazy-image-links', ({ tokens, env }) => {
    // Texts that are rendered by themselves have no file.
    if (env.realPath === undefined && env.path === undefined) return
    const file = relative(ROOT, env.realPath ?? env.path).replaceAll(sep, '/')
    for (const { children } of tokens) {
      const open = []
      for (const token of children ?? []) {
        if (token.type === 'link_open') open.push(follow(token, file))
        if (token.type === 'link_close' && open.pop() === false) Object.assign(token, { tag: 'span' })
      }
    }
  })
}

/** @returns false where the link became a mere name. */
function follow(token, file) {
  const href = token.attrGet('href')
  if (href === null || LEFT_ALONE.test(href)) return true
  const [, path, rest] = /^([^?#]*)(.*)$/.exec(href)
  const target = posix.normalize(posix.join(dirname(file), decodeURIComponent(path)))
  const page = pageOf(target)
  if (!existsSync(join(ROOT, target))) throw new Error(`${file} links to ${href}, but there is no ${target}`)
  if (page !== undefined) {
    token.attrSet('href', `/${page}${rest}`)
    return true
  }
  Object.assign(token, {
    type: 'named_open',
    tag: 'span',
    attrs: [
      ['class', 'in-repository'],
      ['title', `${target}, in the repository`],
    ],
  })
  return false
}
