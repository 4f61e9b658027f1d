import { type BigIntStats, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { isImagePath } from '../../language/language.js'
import { relativePath } from '../../relative-path.js'
import { type GitEntry, type GitTime, parseGitIndex } from './git-index.js'

/** More than this is not read: it would be some hundred thousand files. */
const MOST_BYTES = 64 * 1024 * 1024

const SECOND_NS = 1_000_000_000n
const WORD = 0xffff_ffffn

/** The index of a work tree as it is on disk. */
interface Tree {
  root: string
  index: string
  idBytes: number
  /** Nanoseconds since the epoch; null where it was not there. */
  modified: bigint | null
  entries: ReadonlyMap<string, GitEntry>
}

/**
 * What git knows of the content of files, from the indexes of the work trees they lie in; git itself is not run. A file is what its
 * entry says where everything that git compares is still the same, and was written before the index: git's own rule.
 */
export class GitWorkTrees {
  /** By folder. */
  readonly #trees = new Map<string, Tree | null>()

  /** Id of a file's content in git; undefined where it is not known without a look. @param file absolute. */
  blobOf(file: string, stats: BigIntStats): string | undefined {
    const tree = this.#treeOf(dirname(file))
    if (tree === null) return undefined
    this.#refresh(tree)
    const entry = tree.entries.get(relativePath(tree.root, file))
    const isClean = entry !== undefined && isSame(entry, stats) && isOlder(entry.mtime, tree.modified)
    return isClean ? entry.blob : undefined
  }

  #treeOf(folder: string): Tree | null {
    const known = this.#trees.get(folder)
    if (known !== undefined) return known
    const parent = dirname(folder)
    const tree = openTree(folder) ?? (parent === folder ? null : this.#treeOf(parent))
    this.#trees.set(folder, tree)
    return tree
  }

  #refresh(tree: Tree): void {
    const stats = statSync(tree.index, { bigint: true, throwIfNoEntry: false })
    const modified = stats?.isFile() ? stats.mtimeNs : null
    if (modified === tree.modified) return
    tree.modified = modified
    const isRead = stats !== undefined && modified !== null && stats.size <= MOST_BYTES
    tree.entries = (isRead && parseGitIndex(readFileSync(tree.index), tree.idBytes, isImagePath)) || new Map()
  }
}

/** The work tree whose root a folder is. */
function openTree(root: string): Tree | undefined {
  try {
    const git = gitFolderOf(root)
    if (git === undefined) return undefined
    const config =
      readText(join(git, 'config')) ?? readText(join(git, readText(join(git, 'commondir')) ?? '', 'config'))
    const idBytes = /^\s*objectformat\s*=\s*sha256\s*$/im.test(config ?? '') ? 32 : 20
    return { root, index: join(git, 'index'), idBytes, modified: null, entries: new Map() }
  } catch {
    return undefined
  }
}

/** Where the repository is: a folder, or a file that names it, in submodules and added work trees. */
function gitFolderOf(root: string): string | undefined {
  const path = join(root, '.git')
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return undefined
  if (stats.isDirectory()) return path
  const [, named] = /^gitdir: (.+)$/m.exec(readText(path) ?? '') ?? []
  return named === undefined ? undefined : resolve(root, named)
}

function readText(file: string): string | undefined {
  const stats = statSync(file, { throwIfNoEntry: false })
  return stats?.isFile() && stats.size <= 1024 * 1024 ? readFileSync(file, 'utf8').trim() : undefined
}

function isSame({ ctime, mtime, size, inode }: GitEntry, stats: BigIntStats): boolean {
  return (
    BigInt(size) === (stats.size & WORD) &&
    isTime(mtime, stats.mtimeNs) &&
    isTime(ctime, stats.ctimeNs) &&
    BigInt(inode) === (stats.ino & WORD)
  )
}

function isTime({ seconds, nanoseconds }: GitTime, time: bigint): boolean {
  return BigInt(seconds) === ((time / SECOND_NS) & WORD) && BigInt(nanoseconds) === time % SECOND_NS
}

/** Whether a write after the index was made would show: what was written in the same moment, git compares itself. */
function isOlder({ seconds, nanoseconds }: GitTime, modified: bigint | null): boolean {
  return modified !== null && BigInt(seconds) * SECOND_NS + BigInt(nanoseconds) < modified
}
