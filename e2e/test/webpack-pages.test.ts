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

const settings = (use: string[] = [resolvePackage('html-loader')]) => ({
  module: { rules: [{ test: /\.html$/, use }] },
  plugins: [new HtmlWebpackPlugin({ template: 'src/page.html', inject: false, minify: false })],
})

const files = { ...REFERENCE_FILES, 'src/entry.js': '' }

const HOSTS = [
  { name: 'webpack', build: (project: Project, use?: string[]) => buildWithWebpack(project, {}, settings(use)) },
  { name: 'rspack', build: (project: Project, use?: string[]) => buildWithRspack(project, {}, settings(use) as never) },
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

  test('a page in Pug, whose loader hands it to html-loader, is read too', async () => {
    const project = new Project({
      ...files,
      'pug-loader.cjs': "module.exports = source => require('pug').render(source)\n",
      'src/page.html': 'img(src="./a.jpg?w=20;40" alt="")\nimg(src="./a.jpg?w=24&format=webp" alt="")\n',
    })
    const { failure } = await build(project, [resolvePackage('html-loader'), project.path('pug-loader.cjs')])
    expect(failure).toBeNull()
    const page = project.read('dist/index.html')
    expect(page).toMatch(
      /<img src="\/a\.\w+\.jpg" srcset="\/a\.\w+\.jpg 20w, \/a\.\w+\.jpg 40w" sizes="100vw" alt=""\/>/,
    )
    expect(page).toMatch(/<img src="\/a\.\w+\.webp" alt=""\/>/)
  })

  test('a mistake in a page in Pug is told where it is written', async () => {
    const project = new Project({
      ...files,
      'pug-loader.cjs': "module.exports = source => require('pug').render(source)\n",
      'src/page.html': 'p\n  a(href="./a.jpg?w=3;4") a\n',
    })
    const { failure } = await build(project, [resolvePackage('html-loader'), project.path('pug-loader.cjs')])
    expect(failure).toContain('src/page.html:2:10 <a href> has room for one URL')
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
