import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, resolve } from 'node:path'

/**
 * A plugin of Rollup and Rolldown that emits an HTML page with its stylesheets. The page names the entry module and the stylesheets as
 * a module would import them; in the output it names the built files, hashes included.
 */
export function htmlPage(page) {
  const stylesheets = new Map()
  const { resolve: resolveImport } = createRequire(resolve(page))
  return {
    name: 'html-page',
    async buildStart() {
      this.addWatchFile(resolve(page))
      for (const [, written] of (await readFile(page, 'utf8')).matchAll(/<link rel="stylesheet" href="(.+?)"/g)) {
        const file = resolveImport(written)
        this.addWatchFile(file)
        stylesheets.set(written, this.emitFile({ type: 'asset', name: basename(file), source: await readFile(file) }))
      }
    },
    async generateBundle(_options, bundle) {
      let html = await readFile(page, 'utf8')
      for (const [written, reference] of stylesheets) html = html.replace(written, this.getFileName(reference))
      for (const { facadeModuleId, fileName, isEntry } of Object.values(bundle)) {
        if (isEntry) html = html.replace(`./src/${basename(facadeModuleId)}`, fileName)
      }
      this.emitFile({ type: 'asset', fileName: basename(page), source: html })
    },
  }
}
