import { statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { count, relativePath } from '@lazy-image/core/host'
import { command } from '../command.js'
import { isDirty } from '../migrate/git-tree.js'
import type { Migration, Remark, Spot } from '../migrate/migration.js'
import { applyEdits } from '../migrate/text-edits.js'
import { unifiedDiff } from '../migrate/unified-diff.js'
import type { Terminal } from '../terminal.js'
import { UsageError } from '../usage-error.js'

/** Reasons that are listed one by one. */
const LISTED = 20

export const migrateCommand = command({
  name: 'migrate',
  summary: 'Takes a project from vite-imagetools to lazy-image: configuration, queries, types and package.json.',
  operands: '[folder]',
  options: {
    'dry-run': { value: null, doc: 'write nothing; print what would be, as a diff that git apply reads' },
    force: { value: null, doc: 'also where git has something that is not committed' },
    json: { value: null, doc: 'tell what was done as one line of JSON' },
  },
  details: [
    'Every image request that the files write is planned both as vite-imagetools reads it and by lazyImage(). Where all come to the',
    'same pictures, perhaps with a query in other words, the configuration becomes one of lazyImage(); else it is one of imagetools()',
    'of @lazy-image/vite-plugin, which takes the options of vite-imagetools and reads queries as that does, and what is in the way is',
    'listed. What neither can do is left as it is. Nothing is installed: run the package manager afterwards.',
    '',
    'The exit code is 0 when nothing is left to do by hand, 1 when something is, and 2 when nothing was done: no project of',
    'vite-imagetools there, or uncommitted changes.',
  ],
  async run({ options, operands }, terminal) {
    const [named = '.', ...more] = operands
    if (more.length > 0) throw new UsageError(`migrate takes one folder, but received ${JSON.stringify(more[0])} too`)
    const folder = resolve(terminal.folder, named)
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
      throw new UsageError(`migrate needs a folder that exists, but received ${JSON.stringify(named)}`)
    }
    const isDry = options['dry-run'] !== undefined
    if (!isDry && options.force === undefined && (await isDirty(folder))) {
      throw new UsageError(
        `${folder} has changes that are not committed, beside which those of migrate could not be told apart; commit them, or use --force`,
      )
    }
    // With a parser, which no other command needs.
    const { planMigration } = await import('../migrate/plan-migration.js')
    const { version }: { version: string } = createRequire(import.meta.url)('../../package.json')
    const migration = await planMigration(folder, `^${version}`)
    if (migration === null) throw new UsageError(`Nothing in ${folder} imports vite-imagetools or depends on it`)
    if (!isDry) {
      for (const { file, before, edits } of migration.files) writeFileSync(file, applyEdits(before, edits))
    }
    if (options.json !== undefined) terminal.say(JSON.stringify(reportOf(migration, folder, isDry)))
    else {
      if (isDry) tellDiff(migration, folder, terminal)
      tell(migration, folder, isDry, terminal)
    }
    return migration.left.length === 0 ? 0 : 1
  },
})

function tellDiff({ files }: Migration, folder: string, { say }: Terminal): void {
  const diff = files.map(({ file, before, edits }) => unifiedDiff(relativePath(folder, file), before, edits)).join('')
  if (diff !== '') say(diff.trimEnd())
}

/** What was done goes to stderr beside a diff, which is to be read by programs. */
function tell(
  { files, calls, queries, notes, left }: Migration,
  folder: string,
  isDry: boolean,
  terminal: Terminal,
): void {
  const say = isDry ? terminal.complain : terminal.say
  const at = (spot: Spot | null) =>
    spot === null ? '' : `${relativePath(folder, spot.file)}:${spot.line}:${spot.column} `
  for (const { spot, plugin, requests, because } of calls) {
    const checked = plugin === 'lazyImage' ? `, ${count(requests, 'request')} planned both ways and the same` : ''
    say(`${at(spot)}${plugin === 'vite-imagetools' ? 'left with' : 'becomes'} ${plugin}()${checked}`)
    for (const { spot: where, text } of because.slice(0, LISTED)) say(`  not lazyImage(): ${at(where)}${text}`)
    if (because.length > LISTED) say(`  and ${because.length - LISTED} more reasons, which --json tells`)
  }
  for (const { spot, text, to } of queries) say(`${at(spot)}${text} becomes ?${to}`)
  for (const { spot, text } of notes) say(`${at(spot)}${text}`)
  if (files.length === 0) say('nothing to write')
  else if (isDry) say(`${count(files.length, 'file')} would be written`)
  else say(`${count(files.length, 'file')} written; now run the install of your package manager`)
  if (left.length === 0) return
  terminal.complain('left to you:')
  for (const { spot, text } of left) terminal.complain(`  ${at(spot)}${text}`)
}

/** What `--json` tells. */
function reportOf({ files, calls, queries, notes, left }: Migration, folder: string, isDry: boolean): object {
  const place = (spot: Spot | null) =>
    spot === null ? {} : { file: relativePath(folder, spot.file), line: spot.line, column: spot.column }
  const remark = ({ spot, text }: Remark) => ({ ...place(spot), text })
  return {
    written: !isDry,
    files: files.map(({ file }) => relativePath(folder, file)),
    calls: calls.map(({ spot, plugin, requests, because }) => ({
      ...place(spot),
      plugin,
      requests,
      because: because.map(remark),
    })),
    queries: queries.map(({ spot, text, to }) => ({ ...place(spot), request: text, query: to })),
    notes: notes.map(remark),
    left: left.map(remark),
  }
}
