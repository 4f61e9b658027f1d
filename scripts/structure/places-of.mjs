import { isNamed, isNamedOutright } from './named-words.mjs'

/**
 * The files that name a member and are counted.
 *
 * @param {string} member
 * @param {import('./kinds.mjs').Kind} kind
 * @param {readonly { path: string, named: import('./named-words.mjs').NamedWords }[]} files
 */
export function placesOf(member, kind, files) {
  const excused = (kind.elsewhere ?? [])
    .filter(({ members }) => members === undefined || members.includes(member))
    .flatMap(({ files }) => files)
  return files
    .filter(({ path }) => ![...(kind.uncounted?.(member) ?? []), ...excused].some(one => isAt(path, one)))
    .filter(({ named }) => isNamedBy(named, member, kind))
    .map(({ path }) => path)
}

function isNamedBy(named, member, kind) {
  if (kind.byFile)
    return [...named.files].some(file => file.startsWith(`${kind.folder}/`) && file.endsWith(`/${member}`))
  if (kind.ordinary !== undefined && ('*' in kind.ordinary || member in kind.ordinary))
    return isNamedOutright(named, member, kind.folder)
  const words = kind.words?.(member) ?? [member]
  return words.some(word => isNamed(named, word, kind.others?.[member]?.names))
}

const isAt = (path, one) => (one.endsWith('/') ? path.startsWith(one) : path === one)
