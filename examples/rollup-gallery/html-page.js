import { readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'

/**
 * A Rollup plugin that emits an HTML page with its stylesheets. The page names the entry module and the stylesheets as
 * they lie in the source; in the output it names the built files, hashes included.
 */
export function htmlPage(page) {
  const stylesheets = new Map()
  return {
    name: 'html-page',
    async buildStart() {
      this.addWatchFile(resolve(page))
      for (const [, path] of (await readFile(page, 'utf8')).matchAll(/<link rel="stylesheet" href="(.+?)"/g)) {
        this.addWatchFile(resolve(path))
        stylesheets.set(path, this.emitFile({ type: 'asset', name: basename(path), source: await readFile(path) }))
      }
    },
    async generateBundle(_options, bundle) {
      let html = await readFile(page, 'utf8')
      for (const [path, reference] of stylesheets) html = html.replace(path, this.getFileName(reference))
      for (const { facadeModuleId, fileName, isEntry } of Object.values(bundle)) {
        if (isEntry) html = html.replace(`./src/${basename(facadeModuleId)}`, fileName)
      }
      this.emitFile({ type: 'asset', fileName: basename(page), source: html })
    },
  }
}
