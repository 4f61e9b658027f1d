import { HtmlRspackPlugin } from '@rspack/core'
import { rolldown } from 'rolldown'
import { rollup } from 'rollup'
import { expect, test } from 'vitest'
import { fixture } from '../support/fixture.js'
import { rolldownConfig } from '../support/hosts/rolldown.js'
import { rollupConfig } from '../support/hosts/rollup.js'
import { buildWithRspack } from '../support/hosts/rspack.js'
import { Project } from '../support/project.js'

const files = {
  'src/a.jpg': fixture('a.jpg'),
  'src/page.html': '<p>Ask for "./a.jpg?w=4"</p>\n<img src="./a.jpg?w=12&amp;format=webp"><img src="./a.jpg?v=12">\n',
  'src/entry.js': "export { default } from './a.jpg?w=20'\n",
}

const logger = { info: () => {}, warn: () => {} }

/** As tools that copy pages do. */
function copyPage(project: Project) {
  return {
    name: 'page',
    generateBundle(this: { emitFile(file: { type: 'asset'; fileName: string; source: string }): string }) {
      this.emitFile({ type: 'asset', fileName: 'page.html', source: project.read('src/page.html') })
    },
  }
}

const BUILDS: Readonly<Record<string, (project: Project, strict: 'error' | 'warn') => Promise<string>>> = {
  async rollup(project, strict) {
    const warnings: string[] = []
    const { input, output } = rollupConfig(project, { cache: false, strict, logger })
    const plugins = [copyPage(project), input.plugins]
    const bundle = await rollup({ ...input, plugins, onLog: (_, { message }) => warnings.push(message) })
    await bundle.write(output)
    return warnings.join('\n')
  },
  async rolldown(project, strict) {
    const warnings: string[] = []
    const { input, output } = rolldownConfig(project, { cache: false, strict, logger })
    const plugins = [copyPage(project), input.plugins]
    const bundle = await rolldown({ ...input, plugins, onLog: (_, { message }) => warnings.push(message) })
    await bundle.write(output)
    return warnings.join('\n')
  },
  async rspack(project, strict) {
    const page = new HtmlRspackPlugin({ template: 'src/page.html', filename: 'page.html', minify: false })
    const { failure, warnings } = await buildWithRspack(project, { cache: false, strict }, { plugins: [page] })
    if (failure !== null) throw new Error(failure)
    return warnings
  },
}

test.each(Object.entries(BUILDS))(
  '%s: a page that asks by directives fails the build, or is told of',
  async (_, build) => {
    await expect(build(new Project(files), 'error')).rejects.toThrow(
      /page\.html:2 refers to \.\/a\.jpg as it is written/,
    )
    const warnings = await build(new Project(files), 'warn')
    expect(warnings.match(/REFERENCE_UNFOLLOWED/g)).toHaveLength(1)
  },
)
