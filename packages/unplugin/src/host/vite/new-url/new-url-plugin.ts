import { isImagePath, LazyImageError, splitId } from '@lazy-image/core/host'
import type { Environment, Plugin } from 'vite'
import type { AtOnceContext } from '../../../images/at-once-images.js'
import type { BuildContext } from '../../../images/build-images.js'
import { readLocation } from '../../../images/importers.js'
import { PLACES } from '../../../images/places/places.js'
import { reportFailures } from '../../../told/report.js'
import type { ViteInstance } from '../instance.js'
import { findNewUrls, MAY_HOLD_NEW_URL, type NewUrl } from './find-new-urls.js'

interface Context extends BuildContext, AtOnceContext {
  environment: Environment
  resolve(specifier: string, importer: string): Promise<{ id: string } | null>
  parse(code: string, options?: { lang: ScriptLanguage }): unknown
}

/** What a bundler may leave for its end. */
type ScriptLanguage = 'js' | 'jsx' | 'ts' | 'tsx'

const LANGUAGES: readonly string[] = ['jsx', 'ts', 'tsx'] satisfies ScriptLanguage[]

/**
 * Images that are referred to by `new URL('./a.jpg?w=…', import.meta.url)`: the module imports them, so that they are
 * made, and updated, as any import is. Where values stand in the text, it is a glob, as Vite has it for browsers.
 */
export function makeNewUrlPlugin(instance: ViteInstance): Plugin {
  return {
    name: 'lazy-image:new-url',
    sharedDuringBuild: true,
    transform: {
      filter: { code: MAY_HOLD_NEW_URL },
      async handler(this: Context, code: string, id: string, options?: { moduleType?: string }) {
        if (!code.includes('import.meta.url') || !instance.pipeline.mayMention(code)) return null
        const tree = parse(this, code, options?.moduleType)
        if (tree === null) return null
        instance.buildOf(this.environment)?.texts.begin(id)
        const { default: MagicString } = await import('magic-string')
        const edited = new MagicString(code)
        const imports: string[] = []
        for (const found of findNewUrls(tree)) {
          const [text = ''] = found.texts
          const name = `lazyImageUrl${imports.length}_`
          const specifier = found.texts.length === 1 ? await findRequest(this, id, text, instance) : null
          if (specifier !== null) {
            edited.update(found.start, found.end, name)
            imports.push(`\nimport ${name} from ${JSON.stringify(specifier)};`)
          } else if (isImageTemplate(found, instance)) {
            await refuseSeveral(this, id, code.slice(found.start + 1, found.end - 1), instance)
            edited.update(found.start, found.end, globFor(found, code))
          }
        }
        if (!edited.hasChanged()) return null
        // At the end, so that a directive stays the first: what is imported is there before any code runs.
        edited.append(imports.join(''))
        return { code: edited.toString(), map: edited.generateMap({ hires: 'boundary' }) }
      },
    },
  }
}

/** The syntax tree of a module; null for what is no code, or none that is well-formed, which others tell. */
function parse(context: Context, code: string, moduleType: string | undefined): unknown {
  const lang = LANGUAGES.find(language => language === moduleType) as ScriptLanguage | undefined
  try {
    return lang === undefined ? context.parse(code) : context.parse(code, { lang })
  } catch {
    return null
  }
}

/** How a module imports what a text asks for; null where it asks for no image, or for one that cannot stand here. */
async function findRequest(
  context: Context,
  module: string,
  text: string,
  instance: ViteInstance,
): Promise<string | null> {
  const { pipeline } = instance
  const build = instance.buildOf(context.environment)
  // Without a query the file itself is meant: defaults are for imports.
  if (splitId(text).query === '' || !pipeline.isRequest(text)) return null
  // What begins with a name may be an alias, and else is a file beside the module.
  for (const specifier of [text, `./${text}`]) {
    const resolved = await context.resolve(specifier, module)
    if (resolved === null || !pipeline.claims(resolved.id)) continue
    if (pipeline.wantsOneUrl(resolved.id)) return specifier
    const request = { id: resolved.id, file: splitId(module).path, specifier: text, place: 'new URL()' }
    const written = await (build ?? instance.dev.images).write(context, module, request, PLACES.url)
    if (written === null || 'value' in written) return specifier
    if (build === undefined) instance.dev.tell(context, written.failure)
    return null
  }
  return null
}

/** Whether a template asks for images of one kind of file, with a query that no value changes. */
function isImageTemplate({ texts }: NewUrl, { pipeline }: ViteInstance): boolean {
  const last = texts.at(-1) ?? ''
  const { path, query } = splitId(last)
  const isRelative = /^\.{0,2}\//.test(texts[0] ?? '')
  return texts.length > 1 && isRelative && query !== '' && isImagePath(`a${path}`) && pipeline.isRequest(`a${last}`)
}

/** Fails for a template that asks for more than one URL of each image. */
async function refuseSeveral(
  context: Context,
  module: string,
  template: string,
  { pipeline }: ViteInstance,
): Promise<void> {
  const { query } = splitId(template.slice(template.lastIndexOf('.')))
  const { defaults, combine } = pipeline.options
  // What functions of the options make of an image is not known before it is.
  if (typeof defaults === 'function' || combine !== null) return
  const parts = query.split('&').filter(part => !/^inline(?:=|$)/.test(part))
  if (pipeline.wantsOneUrl(`?${parts.join('&')}`)) return
  const error = new LazyImageError(
    'PLACE_UNFIT',
    `new URL() has room for one URL, but ${query} asks for several of each image; ask for one picture, without as`,
  )
  const location = await readLocation(splitId(module).path, template)
  context.error(reportFailures([{ request: template, error: error.at(location) }], pipeline.options.root))
}

/** An expression for the URL of the image that a template comes to. */
function globFor({ start, end, texts }: NewUrl, code: string): string {
  const { path, query } = splitId(texts.at(-1) ?? '')
  const pattern = [...texts.slice(0, -1), path].join('*').replaceAll(/\*+/g, '*')
  const options = JSON.stringify({ eager: true, import: 'default', query: `?${query}` })
  const template = code.slice(start, end)
  const name = `${template.slice(0, template.lastIndexOf('?'))}\``
  return `import.meta.glob(${JSON.stringify(pattern)}, ${options})[${name}]`
}
