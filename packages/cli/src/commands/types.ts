import { existsSync, statSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { type Options, Pipeline } from '@lazy-image/core'
import {
  compareDeclarations,
  type Difference,
  loadImageTypes,
  loadProjectSearch,
  pointAt,
  type TypesProblem,
} from '@lazy-image/core/host'
import { command } from '../command.js'
import { loadOptions } from '../load-options.js'
import type { Terminal } from '../terminal.js'
import { UsageError } from '../usage-error.js'

/** Differences that are listed one by one. */
const LISTED = 20

const SIGNS: Readonly<Record<Difference['kind'], string>> = { missing: '+', needless: '-', changed: '~' }

export const typesCommand = command({
  name: 'types',
  summary: 'Declares, for TypeScript, exactly what each image import of a project evaluates to.',
  operands: '[globs…]',
  options: {
    check: { value: null, doc: 'write nothing; exit with 1 when the file is stale' },
    json: { value: null, doc: 'tell what was done as one line of JSON' },
    root: { value: '<folder>', doc: 'the project; default: the working directory' },
    out: {
      value: '<file.d.ts>',
      doc: 'the file; default: types.file of the options, else lazy-image.d.ts where tsconfig.json includes it',
    },
    config: {
      value: '<module>',
      doc: 'a module of options; default: lazy-image.config, else the plugin in the bundler’s configuration',
    },
  },
  details: [
    'Globs, relative to the root, say which files are searched for imports; the default is types.include of the options,',
    'else every script and template beside node_modules, dist, build and coverage. Style sheets are not searched.',
    '',
    'What is found is what is written out: text in quotes that names an image and asks for something of it. A specifier',
    'that is computed (a template with values in it, a sum of texts, import.meta.glob) cannot be seen. An alias is known',
    'when paths in tsconfig.json, imports in package.json or the option types.aliases tells it.',
    '',
    'lazy-image types --check             in CI: 1 when the file is stale',
    'lazy-image types "src/**/*.vue" --out src/images.d.ts',
    '',
    'The exit code is 1 when an image cannot be declared; all others are. A glob that finds no file is an error, and writes',
    'nothing.',
  ],
  async run({ options, operands }, terminal) {
    const root = folderOf(options.root, terminal)
    const at = (path: string | undefined) => (path === undefined ? undefined : resolve(terminal.folder, path))
    const globs = globsOf(operands, root)
    await refuseIdle(globs, root)
    const pipeline = new Pipeline(withTypes(await loadOptions(root, at(options.config)), at(options.out), globs), root)
    const types = await loadImageTypes(pipeline)
    const found = await types.look()
    for (const problem of found.problems) tell(problem, terminal)
    const name = relative(terminal.folder, types.file)
    const isJson = options.json !== undefined
    const imports = `${found.count} image import${found.count === 1 ? '' : 's'}`
    if (options.check === undefined) {
      const isNew = await types.write(found)
      const hint = types.isIncluded ? '' : '; list it in "include" of tsconfig.json'
      if (isJson) terminal.say(report(name, found, { isWritten: isNew, isStale: false }))
      else terminal.say(`${name} declares ${imports}${isNew ? '' : ', as before'}${hint}`)
    } else {
      const current = await types.current()
      const isStale = current !== found.text
      if (isStale) tellDifferences(name, current, found.text, terminal)
      if (isJson) terminal.say(report(name, found, { isWritten: false, isStale }))
      else if (!isStale) terminal.say(`${name} declares ${imports}, all as they are`)
      if (isStale) return 1
    }
    return found.problems.length === 0 ? 0 : 1
  },
})

function folderOf(root: string | undefined, { folder }: Terminal): string {
  const path = resolve(folder, root ?? '.')
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path
  throw new UsageError(`Option --root must be a folder that exists, but received ${JSON.stringify(root)}`)
}

/** A shell hands over names of files, which may hold what means something in a glob, as in `pages/[id].astro`. */
function globsOf(operands: readonly string[], root: string): readonly string[] {
  return operands.map(operand => {
    const stats = statSync(resolve(root, operand), { throwIfNoEntry: false })
    if (stats?.isDirectory()) {
      throw new UsageError(`${JSON.stringify(operand)} must be a glob of files, but is a folder; write "${operand}/**"`)
    }
    return stats === undefined ? operand : operand.replaceAll(/[()[\]{}!*?@+]/g, '\\$&')
  })
}

/** @throws {UsageError} for a glob that finds no file: what it would declare is nothing, in the place of all there is. */
async function refuseIdle(globs: readonly string[], root: string): Promise<void> {
  const { glob } = await loadProjectSearch()
  for (const pattern of globs) {
    const found = await glob(pattern, { cwd: root, ignore: ['**/node_modules/**'] })
    if (found.length === 0) throw new UsageError(`${JSON.stringify(pattern)} finds no file in ${root}`)
  }
}

/** What `--json` tells. */
function report(
  file: string,
  { count, problems }: { count: number; problems: readonly TypesProblem[] },
  became: { isWritten: boolean; isStale: boolean },
): string {
  const failed = problems.map(({ import: { file: importer, line, column, specifier }, error: { code, message } }) => {
    return { file: importer, line, column: column + 1, request: specifier, code, message }
  })
  return JSON.stringify({ file, imports: count, ...became, failed })
}

function withTypes(options: Options, file: string | undefined, include: readonly string[]): Options {
  const own = typeof options.types === 'object' ? options.types : {}
  return {
    ...options,
    types: { ...own, ...(file === undefined ? {} : { file }), ...(include.length === 0 ? {} : { include }) },
  }
}

function tell({ import: found, error }: TypesProblem, { folder, complain }: Terminal): void {
  const { file, line, column, specifier } = found
  complain(`${relative(folder, file)}:${line}:${column + 1} ${pointAt(specifier, error.spans)}`)
  complain(`${error.message} [${error.code}]\n`)
}

function tellDifferences(name: string, current: string, wanted: string, { folder, complain }: Terminal): void {
  const differences = compareDeclarations(current, wanted)
  complain(`${name} ${existsSync(resolve(folder, name)) ? 'is stale' : 'is missing'}; write it with: lazy-image types`)
  for (const { kind, name: module } of differences.slice(0, LISTED)) complain(`  ${SIGNS[kind]} ${module}`)
  const more = differences.length - LISTED
  if (more > 0) complain(`  and ${more} more`)
}
