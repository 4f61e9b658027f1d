import { basename } from 'node:path'
import type { Options } from '@lazy-image/core'
import lazyImage from '@lazy-image/unplugin/rollup'
import { rollup } from 'rollup'
import { describe, expect, test } from 'vitest'
import { fixture } from '../support/fixture.js'
import { beginBuild } from '../support/hosts/host.js'
import { rollupConfig } from '../support/hosts/rollup.js'
import { buildWithVite, VITES } from '../support/hosts/vite.js'
import { buildWithWebpack } from '../support/hosts/webpack.js'
import { Project } from '../support/project.js'

/** Builds whose script is named by its hash. */
const BUILDERS: readonly { name: string; build(project: Project, options: Options): Promise<unknown> }[] = [
  ...Object.entries(VITES).map(([name, vite]) => ({
    name,
    build: (project: Project, options: Options) =>
      buildWithVite(vite, project, options, {
        build: { rollupOptions: { output: { entryFileNames: 'scripts/[name]-[hash].js' } } },
      }),
  })),
  {
    name: 'rollup',
    async build(project, options) {
      const { options: recorded } = beginBuild(project, options)
      const { input, output } = rollupConfig(project, recorded)
      const bundle = await rollup({ ...input, plugins: [lazyImage({ root: project.root, ...recorded })] })
      await bundle.write({ ...output, entryFileNames: 'scripts/[name]-[hash].js' })
      await bundle.close()
    },
  },
  {
    name: 'webpack',
    build: (project, options) =>
      buildWithWebpack(project, options, { output: { filename: 'scripts/[name]-[contenthash].js' } }),
  },
]

/** What a script holds of an image that is no URL: pixels, or what shows only when it is made. */
const INLINE: readonly string[] = [
  './a.jpg?w=310&as=img&placeholder=lqip',
  './a.jpg?w=310&as=metadata:size',
  './a.jpg?w=20&inline',
  './a.jpg?w=310&as=html&placeholder=lqip&inline',
]

/** The script's file name, which holds its hash, and its code. */
async function scriptOf(project: Project, build: (project: Project, options: Options) => Promise<unknown>) {
  await build(project, { cache: { dir: project.cacheFolder } })
  const [file = ''] = project.list('dist/scripts').filter(name => name.endsWith('.js'))
  return { name: basename(file), code: project.read(`dist/scripts/${file}`) }
}

describe.each(BUILDERS)('$name', ({ build }) => {
  test.each(INLINE)(
    'a changed image changes the hash of the script that holds what was read off it: %s',
    async request => {
      const project = new Project({
        'src/a.jpg': fixture('a.jpg'),
        'src/entry.js': `export { default as image } from '${request}'\n`,
      })
      const before = await scriptOf(project, build)
      expect(await scriptOf(project, build)).toEqual(before)
      expect(before.code).not.toContain('__LAZY_IMAGE_')

      project.write({ 'src/a.jpg': fixture('rot6.jpg') })
      const after = await scriptOf(project, build)
      expect(after.code).not.toBe(before.code)
      expect(after.name).not.toBe(before.name)

      project.write({ 'src/a.jpg': fixture('a.jpg') })
      expect(await scriptOf(project, build)).toEqual(before)
    },
  )
})
