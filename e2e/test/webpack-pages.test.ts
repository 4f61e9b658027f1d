import HtmlWebpackPlugin from 'html-webpack-plugin'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openPage } from '../support/browser.js'
import { fixture } from '../support/fixture.js'
import { buildWithRspack } from '../support/hosts/rspack.js'
import { buildWithWebpack, resolvePackage } from '../support/hosts/webpack.js'
import { namedPictures, pageReferences, pageWith, REFERENCE_FILES } from '../support/page-references.js'
import { Project } from '../support/project.js'
import { serveFolder } from '../support/static-server.js'

/** What html-loader does not follow, or follows in a way of its own; a name with `#` is lost in Rspack's `new URL`. */
const NOT_FOLLOWED = new Set(['data', 'lazy', 'link', 'ld', 'inline', 'public', 'plain', 'aliased', 'named'])

const REFERENCES = pageReferences('.').filter(({ name }) => !NOT_FOLLOWED.has(name))

const settings = () => ({
  module: { rules: [{ test: /\.html$/, loader: resolvePackage('html-loader') }] },
  plugins: [new HtmlWebpackPlugin({ template: 'src/page.html', inject: false, minify: false })],
})

const files = { ...REFERENCE_FILES, 'src/entry.js': '' }

const HOSTS = [
  { name: 'webpack', build: (project: Project) => buildWithWebpack(project, {}, settings()) },
  { name: 'rspack', build: (project: Project) => buildWithRspack(project, {}, settings() as never) },
]

describe.each(HOSTS)('$name', ({ build }) => {
  test('a page that html-loader reads shows what its requests come to', async () => {
    const project = new Project({ ...files, 'src/page.html': pageWith(REFERENCES) })
    const { failure } = await build(project)
    expect(failure).toBeNull()
    const server = await serveFolder(project.path('dist'))
    onTestFinished(() => server.close())
    const { page, troubles, close } = await openPage(server.url)
    onTestFinished(close)
    for (const reference of REFERENCES) {
      const named = await namedPictures(page, reference)
      // html-loader leaves `1x` out, which says nothing.
      const expected = reference.pictures.map(picture => picture.replace(/ 1x$/, ''))
      expect({ name: reference.name, named }).toEqual({ name: reference.name, named: expected })
    }
    expect(troubles).toEqual([])
  })

  test('what a place cannot hold fails the build, with all else that is wrong in the page', async () => {
    const project = new Project({
      'src/a.jpg': fixture('a.jpg'),
      'src/entry.js': '',
      'src/page.html': `<a href="./a.jpg?w=3;4">a</a>
<img srcset="./a.jpg?w=20&amp;format=webp;png"><img src="./a.jpg?w=4oo;8">`,
    })
    // Both bundlers break lines as they like.
    const failure = ((await build(project)).failure ?? '').replaceAll(/[\s│]+/g, '')
    expect(failure).toContain('src/page.html:1:10<ahref>hasroomforoneURL')
    expect(failure).toContain('src/page.html:2:14<imgsrcset>hasroomforpicturesofoneformat')
    expect(failure).toContain('src/page.html:2:58Directivewmustbeaninteger')
  })
})
