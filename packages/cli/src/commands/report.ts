import { existsSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { formatBytes, type Logger, type Options } from '@lazy-image/core'
import { count } from '@lazy-image/core/host'
import { command } from '../command.js'
import { PROJECT_OPTIONS } from '../load-options.js'
import { loadProject, wordUnread } from '../prewarm/load-project.js'
import { wishesOfProject } from '../prewarm/wishes.js'
import { reportOfProject } from '../report/report-of-project.js'
import { rewriteReport } from '../report/rewrite-report.js'
import type { Terminal } from '../terminal.js'
import { UsageError } from '../usage-error.js'

export const reportCommand = command({
  name: 'report',
  summary: 'Shows every picture of a build with its outputs, as a page; measures what other formats would save.',
  operands: '[report]',
  options: {
    from: { value: '<folder>', doc: 'a project: whatever its files import, made as a build would make it' },
    measure: { value: '<glob>', doc: 'encode the outputs of these pictures in other formats and qualities too' },
    out: {
      value: '<file>',
      doc: 'where it goes, .html or .json; default: lazy-image-report.html, or where the report is',
    },
    config: PROJECT_OPTIONS.config,
    json: { value: null, doc: 'tell what was done as one line of JSON' },
  },
  details: [
    'lazy-image report --from .',
    'lazy-image report lazy-image-report.json --out report.html',
    'lazy-image report --measure "src/hero/**"',
    '',
    'A report is what a build has written by the option report, JSON or page; without one named,',
    'lazy-image-report.json or lazy-image-report.html of the working directory. Globs are tried on paths from the root. What was',
    'measured before stays, what is measured is kept in the cache.',
    '',
    'The exit code is 1 when a budget of severity error is exceeded, or an image cannot be made.',
  ],
  async run({ options, operands }, terminal) {
    const { folder } = terminal
    const { out, measure, from } = options
    if (out !== undefined && !/\.(?:html?|json)$/i.test(out)) {
      throw new UsageError(`Option --out must end in .html or .json, but received ${JSON.stringify(out)}`)
    }
    if (operands.length > 1) throw new UsageError('report takes one report')
    const module = options.config === undefined ? undefined : resolve(folder, options.config)
    const open = (root: string, report: NonNullable<Options['report']>) =>
      loadProject(root, module, () => ({ logger: loggerOf(terminal), report }))
    const isJson = options.json !== undefined
    if (from !== undefined) {
      if (operands.length > 0) throw new UsageError('--from goes without a report')
      const root = resolve(folder, from)
      if (statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true) {
        throw new UsageError(`Option --from must be a folder that exists, but received ${JSON.stringify(from)}`)
      }
      const file = resolve(folder, out ?? join(root, PAGE))
      const kind = /\.json$/i.test(file) ? 'json' : 'html'
      const project = await open(root, { [kind]: file, ...(measure === undefined ? {} : { measure }) })
      for (const name of project.unread) terminal.complain(wordUnread(name))
      const done = await reportOfProject(project.pipeline, await wishesOfProject(project, []))
      for (const { wish, error } of done.failed) terminal.complain(`${wish.place?.text ?? wish.id}: ${error.message}`)
      for (const { message } of done.findings) terminal.complain(message)
      tell({ ...done, file }, isJson, terminal)
      return done.failed.length > 0 || done.findings.some(({ severity }) => severity === 'error') ? 1 : 0
    }
    const file = findReport(operands[0], folder)
    const done = await rewriteReport(file, {
      out: resolve(folder, out ?? file.replace(/\.json$/i, '.html')),
      measure,
      open: async root => (await open(root, { html: true, ...(measure === undefined ? {} : { measure }) })).pipeline,
    })
    tell(done, isJson, terminal)
    return done.findings.some(({ severity }) => severity === 'error') ? 1 : 0
  },
})

const PAGE = 'lazy-image-report.html'

/** @throws {UsageError} where there is none. */
function findReport(named: string | undefined, folder: string): string {
  const names = named === undefined ? ['lazy-image-report.json', PAGE] : [named]
  const found = names.map(name => resolve(folder, name)).find(existsSync)
  if (found !== undefined) return found
  const missing = named === undefined ? `There is no ${names.join(' and no ')} in ${folder}` : `There is no ${named}`
  throw new UsageError(
    `${missing}; a build writes one by the option report: true, and lazy-image report --from . makes one of a project`,
  )
}

interface Told {
  file: string
  sources: number
  outputs: number
  bytes: number
  measured: number
  findings: readonly { severity: 'warn' | 'error'; message: string }[]
}

function tell({ file, sources, outputs, bytes, measured, findings }: Told, isJson: boolean, terminal: Terminal): void {
  const { folder, say } = terminal
  if (isJson) {
    say(JSON.stringify({ file: relative(folder, file), sources, outputs, bytes, measured, findings }))
    return
  }
  const more = measured === 0 ? '' : `, ${count(measured, 'alternative')} measured`
  const over = findings.length === 0 ? '' : `, ${count(findings.length, 'budget finding')}`
  say(
    `${relative(folder, file)}: ${count(sources, 'image')}, ${count(outputs, 'output')} (${formatBytes(bytes)})${more}${over}`,
  )
}

function loggerOf(terminal: Terminal): Logger {
  return { info: () => {}, warn: message => terminal.complain(`lazy-image: ${message}`) }
}
