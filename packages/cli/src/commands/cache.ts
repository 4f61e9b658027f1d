import { resolve } from 'node:path'
import { CacheFolder, didYouMean, resolveCache } from '@lazy-image/core/host'
import type { CacheAction } from '../cache/action.js'
import { CACHE_ACTIONS } from '../cache/actions.js'
import { command } from '../command.js'
import { loadNamedProject, PROJECT_OPTIONS } from '../load-options.js'
import { UsageError } from '../usage-error.js'

/** What no action but its own has. */
const OWN_OPTIONS = ['max-size', 'retention', 'remove'] as const

export const cacheCommand = command({
  name: 'cache',
  summary: 'Looks after the cache that builds leave on this machine.',
  operands: `${CACHE_ACTIONS.map(({ name }) => name).join('|')} [<archive.tar>]`,
  options: {
    dir: { value: '<folder>', doc: 'the cache; default: the option cache of the project' },
    ...PROJECT_OPTIONS,
    'max-size': {
      value: '<size>',
      doc: 'of gc: what may be left, such as 500MB or 2GB; default: maxSize of the options',
    },
    retention: {
      value: '<seconds>',
      doc: 'of gc: delete what was not used for longer; default: retention of the options',
    },
    remove: { value: null, doc: 'of verify: delete what is damaged' },
    json: { value: null, doc: 'tell what was done as one line of JSON' },
  },
  details: [
    'lazy-image cache stats',
    'lazy-image cache gc --max-size 500MB',
    '',
    ...CACHE_ACTIONS.map(({ name, hasFile, doc }) => `${`${name}${hasFile ? ' <archive.tar>' : ''}`.padEnd(21)}${doc}`),
    '',
    'What a running build uses is never deleted, nor is what other tools have left in the folder. An entry of an archive is',
    'taken in when it is exactly what was made under its key.',
  ],
  async run({ options, operands }, terminal) {
    const action = findAction(operands, options)
    const { root, options: own } = await loadNamedProject(options, terminal.folder)
    const written = own.cache
    const dir = options.dir === undefined ? undefined : resolve(terminal.folder, options.dir)
    const cache = resolveCache(dir === undefined ? written : { ...(written || {}), dir, mode: 'readwrite' }, root)
    if (cache === null) {
      throw new UsageError('The options of the project want no cache; name a folder with --dir')
    }
    const asked = { file: resolve(terminal.folder, operands[1] ?? ''), options }
    const { json, lines, isGood } = await action.run(new CacheFolder(cache), cache, asked).catch(error => {
      if (error instanceof UsageError || error.code === undefined) throw error
      throw new UsageError(`${action.name} of ${cache.folder} failed: ${error.message}`)
    })
    if (options.json !== undefined) terminal.say(JSON.stringify(json))
    else for (const line of lines) terminal.say(line)
    return isGood ? 0 : 1
  },
})

function findAction(
  [name, file, ...more]: readonly string[],
  options: Readonly<Record<string, string | undefined>>,
): CacheAction {
  const names = CACHE_ACTIONS.map(action => action.name)
  const action = CACHE_ACTIONS.find(candidate => candidate.name === name)
  if (action === undefined) {
    const given = name === undefined ? '' : `, but received ${JSON.stringify(name)}${didYouMean(name, names)}`
    throw new UsageError(`cache needs to be told what to do: ${names.join(', ')}${given}`)
  }
  if (action.hasFile && file === undefined) throw new UsageError(`cache ${action.name} needs the path of an archive`)
  const surplus = action.hasFile ? more[0] : file
  if (surplus !== undefined) {
    throw new UsageError(`cache ${action.name} takes nothing more, but received ${JSON.stringify(surplus)}`)
  }
  const foreign = OWN_OPTIONS.find(option => options[option] !== undefined && !action.options.includes(option))
  if (foreign !== undefined) throw new UsageError(`cache ${action.name} has no option --${foreign}`)
  return action
}
