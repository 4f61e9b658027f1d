import { relative } from 'node:path'
import { BaseSequencer } from 'vitest/node'

/**
 * Files that take long, by their names, the longest first. They begin a run, so that none is left alone at its end; where one
 * stands changes nothing else.
 */
const LONGEST = [
  // Unit tests.
  'processes-at-once',
  'packed-packages',
  'memory',
  'readmes',
  'worker-threads',
  'disk-cache-writers',
  'types-of-a-project',
  'any-query',
  'shared-memory',
  'event-loop',
  'client-types',
  'git-identity',
  // Bundlers and browsers.
  'frameworks',
  'matrix-vite',
  'interrupted-builds',
  'galleries',
  'failing-disks',
  'compiler-dev',
  'matrix-webpack',
  'docs-site',
  'fleet',
  'imagetools-records',
  'same-in-every-host',
  'matrix-rspack',
  'decoders-beside-chromium',
  'dev-panel',
  'vite-css',
  'vite-css-dev',
  'vite-dev-in-browser',
  'vue-template-languages',
  'vue-templates',
  'remote-machines',
  'command-line',
  'remote-stores',
  'vite-dev-pages',
  'vite-pages',
  'placeholders-in-browser',
]

/** The order of Vitest's own, by what it knows of earlier runs, behind the files that are known to take long. */
export class LongestFirst extends BaseSequencer {
  /** @param {import('vitest/node').TestSpecification[]} files */
  async sort(files) {
    const sorted = await super.sort(files)
    const groupOf = file => file.project.config.sequence.groupOrder
    return sorted
      .map((file, index) => ({ file, rank: rankOf(relative(this.ctx.config.root, file.moduleId)), index }))
      .sort((a, b) => groupOf(a.file) - groupOf(b.file) || a.rank - b.rank || a.index - b.index)
      .map(({ file }) => file)
  }
}

/** @param {string} path */
function rankOf(path) {
  const place = LONGEST.findIndex(name => path.endsWith(`/${name}.test.ts`))
  return place < 0 ? LONGEST.length : place
}
