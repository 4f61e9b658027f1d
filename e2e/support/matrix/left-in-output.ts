import { existsSync } from 'node:fs'
import { recipeInStub } from '@lazy-image/core/host'
import type { Project } from '../project.js'

/** A picture's name with a query; one with a variable in it is no URL, but what a bundler's map of modules is asked with. */
const URL_WITH_QUERY = /[^\s"'`()<>,=\\]*\.(?:avif|webp|jpe?g|png|gif|svg)\?[^\s"'`()<>\\]+/gi

/** Where styles are not minified, what their author said about them stays. */
const CSS_COMMENT = /\/\*.*?\*\//gs

/** A word of ours in code. */
const TOKEN = /__LAZY_IMAGE_\w*/g

/** What no output may hold: directives, stubs and tokens, each with its file. */
export function leftInOutput(project: Project): string[] {
  if (!existsSync(project.path('dist'))) return []
  return project.list('dist').flatMap(file => {
    const content = project.readBytes(`dist/${file}`)
    if (recipeInStub(content) !== undefined) return [`${file} is a stub`]
    if (content.includes(0)) return []
    const text = content.toString('utf8').replaceAll(file.endsWith('.css') ? CSS_COMMENT : /$^/g, '')
    const urls = [...text.matchAll(URL_WITH_QUERY)].map(([url]) => url).filter(url => !url.includes('${'))
    const found = [...urls, ...[...text.matchAll(TOKEN)].map(([token]) => token)]
    return [...new Set(found)].map(match => `${file} holds ${match}`)
  })
}
