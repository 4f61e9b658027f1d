import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/**
 * Writes a gallery as a Vite project of its own: nothing in it says which plugin will build it.
 *
 * @param {string} folder emptied first.
 * @param {{ photos: string[], widths: number[], formats: string[] }} gallery
 * @param {string} corpus absolute path that the photographs' paths start from.
 */
export function writeProject(folder, { photos, widths, formats }, corpus) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'images'), { recursive: true })
  for (const photo of photos) copyFileSync(join(corpus, photo), join(folder, 'images', basename(photo)))

  const query = `w=${widths.join(';')}&format=${formats.join(';')}&as=picture`
  const imports = photos.map((photo, index) => `import photo${index} from './images/${basename(photo)}?${query}'`)
  const names = photos.map((_, index) => `photo${index}`)
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ name: 'gallery', private: true, type: 'module' })}\n`)
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html>\n<title>Gallery</title>\n<main></main>\n<script type="module" src="./main.js"></script>\n',
  )
  writeFileSync(join(folder, 'main.js'), `${imports.join('\n')}\n\n${page(names)}`)
}

function page(names) {
  return `for (const { sources, img } of [${names.join(', ')}]) {
  const picture = document.createElement('picture')
  for (const [format, srcset] of Object.entries(sources)) {
    picture.append(Object.assign(document.createElement('source'), { type: \`image/\${format}\`, srcset }))
  }
  const { src, w: width, h: height } = img
  picture.append(Object.assign(document.createElement('img'), { src, width, height }))
  document.querySelector('main').append(picture)
}
`
}
