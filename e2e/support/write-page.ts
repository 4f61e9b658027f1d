import { existsSync } from 'node:fs'
import type { Base } from './hosts/host.js'
import type { Project } from './project.js'

/** The module that a page loads, as `index.html` of a project has it. */
export const PAGE_ENTRY = '<script type="module" src="/src/entry.js"></script>'

/** Writes a project's page into `dist` for a bundler that does not read HTML: with the built entry, and its styles where there are some. */
export function writePage(project: Project, base: Base): void {
  const styles = existsSync(project.path('dist/entry.css')) ? `<link rel="stylesheet" href="${base}entry.css">` : ''
  const page = project
    .read('index.html')
    .replace(PAGE_ENTRY, `${styles}<script type="module" src="${base}entry.js"></script>`)
  project.write({ 'dist/index.html': page })
}
