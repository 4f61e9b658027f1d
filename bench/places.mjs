import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Root of the repository. */
export const REPOSITORY = fileURLToPath(new URL('..', import.meta.url))

export const BENCH = join(REPOSITORY, 'bench')

/** Everything that a run makes and nobody keeps. */
export const WORK = join(BENCH, '.work')

/** What full runs are committed to. */
export const RESULTS = join(BENCH, 'results')

export const PEERS = join(BENCH, 'peers', 'packages')

export const NODE_FOLDER = join(BENCH, 'peers', 'node')

/** The Node that every contestant runs on. */
export const CONTESTANTS_NODE = join(
  NODE_FOLDER,
  'node_modules',
  `node-${process.platform}-${process.arch}`,
  'bin',
  'node',
)

export const INSTRUMENTS = join(BENCH, 'instruments')

/** Path of one of the instruments' programs. */
export function instrument(name) {
  return join(INSTRUMENTS, 'target', 'release', name)
}

/** The pictures: `LAZY_IMAGE_CORPUS`, else `../shared/corpus` beside the repository. */
export function corpusFolder() {
  const folder = resolve(process.env['LAZY_IMAGE_CORPUS'] ?? join(REPOSITORY, '..', 'shared', 'corpus'))
  if (existsSync(join(folder, 'large'))) return folder
  throw new Error(
    `There is no corpus at ${folder}. Set LAZY_IMAGE_CORPUS to a folder that holds large/large-1.jpg to large-6.jpg (12 MP), photos/photo-01.jpg to photo-08.jpg and graphics/*.png.`,
  )
}
