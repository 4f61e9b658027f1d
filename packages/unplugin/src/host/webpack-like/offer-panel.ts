import type { Pipeline } from '@lazy-image/core'
import { makeId } from '../../images/image-id.js'
import { PANEL_START } from '../../panel/panel-files.js'
import { PanelServer } from '../../panel/panel-server.js'
import { PANEL_PATH } from '../../panel/protocol.js'
import { UnplannedImages } from '../../serving/unplanned-images.js'
import { type Compiler, NAME } from './compiler.js'
import type { ImageFiles } from './image-files.js'
import { readQuery } from './resource.js'
import type { ServedImages } from './served-images.js'

const NO_KEYS: ReadonlySet<string> = new Set()

/**
 * Gives the pages of a dev server the panel, when there is one that takes our middleware: a module is added to every entry, as the
 * server adds its own, and brings the panel from where its script is. Whoever writes the pages, they have it.
 */
export function offerPanel(compiler: Compiler, pipeline: Pipeline, served: ServedImages, files: ImageFiles): void {
  if (!pipeline.options.panel) return
  const server = new PanelServer({
    pipeline,
    unplanned: new UnplannedImages(pipeline),
    path: `/${PANEL_PATH}`,
    hostKeys: NO_KEYS,
    idAt(url) {
      const recipe = served.recipeAt(url)
      const resource = recipe && files.resourceOf(recipe.key)
      return recipe === undefined || resource === undefined
        ? undefined
        : makeId(recipe.file, readQuery(resource), false)
    },
    checkAccess: () => {},
  })
  // What a compiler is for stands in its options when it has their defaults; a server may be there before and behind that.
  let isReady = false
  let isServed = false
  const begin = () => {
    if (!isReady || !isServed || !isForPages(compiler)) return
    new compiler.webpack.EntryPlugin(compiler.context, PANEL_START, {}).apply(compiler as never)
  }
  compiler.hooks.initialize.tap(NAME, () => {
    isReady = true
    begin()
  })
  served.accompany({
    begin() {
      isServed = true
      begin()
    },
    answer: (request, response) => server.answer(request, response),
  })
}

/** As dev servers decide which compilers have their client. */
function isForPages({ options }: Compiler): boolean {
  return options.externalsPresets.web === true
}
