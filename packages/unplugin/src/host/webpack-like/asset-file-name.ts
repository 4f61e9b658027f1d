import { extname, parse } from 'node:path'
import type { Configuration } from 'webpack'

/** What a user may set as `output.assetModuleFilename`. */
export type FileNameTemplate = NonNullable<NonNullable<Configuration['output']>['assetModuleFilename']>

type TemplateFunction = Extract<FileNameTemplate, (...values: never[]) => string>
type AssetData = Parameters<TemplateFunction>[0]

/** Where the loader leaves an output's file name, in what webpack caches with the module. */
export const FILE_NAME_KEY = 'lazyImageFileName'

const DEFAULT_TEMPLATE = '[name].[contenthash][ext]'

/** What would end the URL in a srcset or be read as something else in any URL: webpack writes URLs as they are. */
const UNSAFE_IN_URL = /[\s"#%<>?\\^`{|}]/g

/**
 * The user's template for assets with what only we know filled in: the extension of the output instead of the source's,
 * a name that can stand in a URL, and no query.
 *
 * The hash is filled in here too. Left to webpack it would be hashed again from the image's bytes, which a server
 * build that emits no assets never sees: client and server would disagree about the URL.
 */
export function assetFileName(template: FileNameTemplate | undefined): TemplateFunction {
  return (data, info) => {
    const text = typeof template === 'function' ? template(data, info) : (template ?? DEFAULT_TEMPLATE)
    const hash = data.contentHash ?? ''
    return text
      .replaceAll('[file]', '[path][name][ext]')
      .replaceAll('[base]', '[name][ext]')
      .replaceAll('[name]', parse(pathOf(data)).name.replaceAll(UNSAFE_IN_URL, '_'))
      .replaceAll(/\[(?:contenthash|hash)(?::(\d+))?\]/g, (_, length?: string) =>
        length === undefined ? hash : hash.slice(0, Number(length)),
      )
      .replaceAll('[ext]', extensionOf(data))
      .replaceAll('[query]', '')
  }
}

function extensionOf(data: AssetData): string {
  const fileName = 'buildInfo' in data.module ? data.module.buildInfo?.[FILE_NAME_KEY] : undefined
  return extname(typeof fileName === 'string' ? fileName : pathOf(data))
}

function pathOf({ filename = '' }: AssetData): string {
  return filename.replace(/\?.*$/, '')
}
