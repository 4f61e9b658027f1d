import { posix } from 'node:path'
import { splitId } from '@lazy-image/core/host'
import type { Rule, TemplateFunction } from './compiler.js'

type Data = Parameters<TemplateFunction>[0]

/** Options of file-loader, which url-loader hands on. */
interface FileLoaderOptions {
  name?: string | ((file: string, query: string) => string)
  outputPath?: string
  publicPath?: string
  emitFile?: boolean
}

const FILE_LOADER = /(?:^|[\\/])(?:file|url)-loader(?=$|[\\/])/

/** `[md5:hash:hex:8]`, `[contenthash:8]` and their like. */
const HASH = /\[(?:\w+:)?(?:content)?hash(?::[a-z]+\d*)?(?::(\d+))?\]/g

/**
 * What a rule with file-loader or url-loader says of where files go, as the settings of an asset: those loaders do not
 * run for our outputs. Undefined for any other rule.
 */
export function translateFileLoader(rule: Rule): Rule['generator'] {
  const options = findOptions(rule)
  if (options === undefined) return undefined
  const { name = '[contenthash].[ext]', outputPath = '', publicPath, emitFile } = options
  const filename = (data: Data) => {
    const template = typeof name === 'function' ? name(...splitResource(data)) : name
    // What file-loader calls an extension has no dot.
    const translated = template
      .replaceAll(HASH, (_, digits?: string) => (digits === undefined ? '[contenthash]' : `[contenthash:${digits}]`))
      .replaceAll('[folder]', posix.basename(posix.dirname(data.filename ?? '')))
      .replaceAll('.[ext]', '[ext]')
    return publicPath === undefined ? posix.join(outputPath, translated) : translated
  }
  return {
    filename,
    ...(publicPath === undefined ? {} : { publicPath: publicPath.replace(/\/?$/, '/'), outputPath }),
    ...(emitFile === undefined ? {} : { emit: emitFile }),
  }
}

function findOptions({ loader, options, use }: Rule): FileLoaderOptions | undefined {
  if (typeof loader === 'string' && FILE_LOADER.test(loader)) return checkOptions(options)
  for (const entry of Array.isArray(use) ? use : [use]) {
    if (typeof entry === 'string' && FILE_LOADER.test(entry)) return {}
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry) || !('loader' in entry)) continue
    if (typeof entry.loader === 'string' && FILE_LOADER.test(entry.loader)) return checkOptions(entry.options)
  }
  return undefined
}

/** Functions for paths know of files what nobody tells them here. */
function checkOptions(options: unknown): FileLoaderOptions {
  if (typeof options !== 'object' || options === null) return {}
  const { name, outputPath, publicPath, emitFile } = options as Record<string, unknown>
  return {
    ...(typeof name === 'string' || typeof name === 'function' ? { name: name as FileLoaderOptions['name'] & {} } : {}),
    ...(typeof outputPath === 'string' ? { outputPath } : {}),
    ...(typeof publicPath === 'string' ? { publicPath } : {}),
    ...(typeof emitFile === 'boolean' ? { emitFile } : {}),
  }
}

function splitResource({ module, filename = '' }: Data): [file: string, query: string] {
  const resource = module && 'resource' in module ? String(module.resource) : filename
  const { path, query } = splitId(resource)
  return [path, query === '' ? '' : `?${query}`]
}
