import { Pipeline, silentLogger, transformImport } from '@lazy-image/core'
import type { Plugin } from 'vite'
import { exportsOf } from '../evaluate.js'
import { errorText } from '../hosts/error-text.js'
import { libraryBuild, recordedLogger, type Vite } from '../hosts/vite.js'
import type { Project } from '../project.js'
import { labelled, labelOf } from './labels.js'
import type { ImagetoolsRecord, Outcome } from './record.js'

const CODE = /\[([A-Z]+_[A-Z_]+)\]/

/**
 * What records come to in one build; those that fail are told by a build before it, all at a time.
 *
 * @param plugin a new one for each build.
 */
export async function outcomesInVite(
  vite: Vite,
  project: Project,
  records: readonly ImagetoolsRecord[],
  plugin: () => Plugin,
): Promise<Map<string, Outcome>> {
  const first = await build(vite, project, records, plugin)
  if (first.failure === null) return first.outcomes
  const failed = failuresIn(first.failure, records)
  const rest = records.filter(record => !failed.has(record.id))
  if (rest.length === 0) return failed
  const second = await build(vite, project, rest, plugin)
  if (second.failure !== null) throw new Error(second.failure)
  return new Map([...failed, ...second.outcomes])
}

async function build(
  vite: Vite,
  project: Project,
  records: readonly ImagetoolsRecord[],
  plugin: () => Plugin,
): Promise<{ failure: string | null; outcomes: Map<string, Outcome> }> {
  project.remove('dist')
  project.write({ 'src/entry.js': entryFor(records) })
  const logger = recordedLogger()
  // An option that the plugin refuses is no failure of the build.
  const plugins = [plugin()]
  try {
    await vite.build({
      root: project.root,
      configFile: false,
      customLogger: logger,
      logLevel: 'warn',
      plugins,
      build: libraryBuild(project),
    })
  } catch (error) {
    return { failure: errorText(error), outcomes: new Map() }
  }
  const exported = await exportsOf(project.path('dist/entry.js'))
  const labels = await labelsOf(project)
  const warnings = logger.warnings.map(warning => ({ lines: linesIn(warning), code: CODE.exec(warning)?.[1] }))
  const outcomes = records.map(({ id, isNamed }, index): [string, Outcome] => {
    const told = warnings.flatMap(({ lines, code }) => (lines.has(index + 1) && code !== undefined ? code : []))
    return [
      id,
      {
        value: labelled(exported[`r${index}`] ?? null, labels),
        ...(isNamed ? { names: exported[`n${index}`] as string[] } : {}),
        ...(told.length === 0 ? {} : { told }),
      },
    ]
  })
  return { failure: null, outcomes: new Map(outcomes) }
}

/** One import on each line, the first on line 1. */
function entryFor(records: readonly ImagetoolsRecord[]): string {
  const imports = records.map(({ query }, index) => `import r${index} from ${JSON.stringify(query)}\n`)
  const exports = records.map(({ query, isNamed }, index) =>
    isNamed
      ? `import * as all${index} from ${JSON.stringify(query)}\nexport const n${index} = Object.keys(all${index}).sort()\nexport { r${index} }\n`
      : `export { r${index} }\n`,
  )
  return [...imports, ...exports].join('')
}

/** Images that were written, by file name, each as the records write it. */
async function labelsOf(project: Project): Promise<Map<string, string>> {
  const pipeline = new Pipeline({ cache: false, logger: silentLogger })
  const files = project.list('dist/assets')
  const labels = files.map(async (file): Promise<[string, string]> => {
    const facts = await transformImport(
      pipeline,
      `${project.path(`dist/assets/${file}`)}?as=metadata:width;height`,
    ).then(
      ({ value }) => value as { width: number; height: number },
      () => null,
    )
    return [file, labelOf(file, facts)]
  })
  return new Map(await Promise.all(labels))
}

function failuresIn(failure: string, records: readonly ImagetoolsRecord[]): Map<string, Outcome> {
  const [whole, ...listed] = failure.split(/^\d+\) /m)
  const failures = (listed.length > 0 ? listed : [whole ?? '']).flatMap(text => {
    const ids = [...linesIn(text)].flatMap(line => records[line - 1]?.id ?? [])
    const error = CODE.exec(text)?.[1]
    if (ids.length === 0 || error === undefined) throw new Error(failure)
    return ids.map((id): [string, Outcome] => [id, { error }])
  })
  return new Map(failures)
}

/** The lines of the entry that a text is about: what is told once may be of several. */
function linesIn(text: string): Set<number> {
  return new Set([...text.matchAll(/src[\\/]entry\.js:(\d+):\d+/g)].map(([, line]) => Number(line)))
}
