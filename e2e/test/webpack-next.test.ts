import { LazyImagePlugin } from '@lazy-image/webpack-plugin'
import { expect, test } from 'vitest'
import type { Configuration } from 'webpack'
import { fixture } from '../support/fixture.js'
import { runWebpack, webpackConfig } from '../support/hosts/webpack.js'
import { Project } from '../support/project.js'

// Next itself is no dependency of the tests: these are its compilers as they are named and as they write.
test.each([
  ['the server’s, in a build', { name: 'server', path: '.next/server/chunks' }, '.next/static/media'],
  ['the server’s, in dev', { name: 'server', path: '.next/server' }, '.next/static/media'],
  ['the edge server’s', { name: 'edge-server', path: '.next/server' }, '.next/static/media'],
  ['the client’s', { name: 'client', path: '.next' }, '.next/static/media'],
  ['any other of such a name', { name: 'server', path: 'dist/server', publicPath: '/' }, 'dist/server/static/media'],
])('images of a compiler of Next’s lie where Next serves files from: %s', async (_, { name, path, ...own }, media) => {
  const project = new Project({
    'src/a.jpg': fixture('a.jpg'),
    'src/entry.js': "export { default as url } from './a.jpg?w=60&format=webp'\n",
  })
  const output = {
    path: project.path(path),
    publicPath: '/_next/',
    assetModuleFilename: 'static/media/[name].[hash:8][ext]',
    ...own,
  }
  const settings: Configuration = { ...webpackConfig(project, {}, { output }), name }
  const stats = await runWebpack({ ...settings, plugins: [new LazyImagePlugin({ cache: false })] })
  expect(stats.hasErrors()).toBe(false)
  const [image, ...others] = [...project.list('.next'), ...project.list('dist')].filter(file => file.endsWith('.webp'))
  expect(others).toEqual([])
  expect(project.list(media)).toEqual([image?.replace(/^.*\//, '')])
})
