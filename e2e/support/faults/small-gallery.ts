import { createHash } from 'node:crypto'
import { fixture } from '../fixture.js'
import { Project } from '../project.js'

const ENTRY = `export { default as photograph } from './a.jpg?w=40;60;80;100&format=webp'
export { default as modern } from './a.jpg?w=50;70&format=avif'
export { default as turned } from './rot6.jpg?w=30;45&format=webp;jpg'
export { default as drawing } from './small.png?w=8&format=png'
export { default as placeholder } from './a.jpg?as=img&placeholder=thumbhash'
`

/** A project whose build makes some ten small pictures in some ten milliseconds each. */
export function smallGallery(): Project {
  return new Project({
    'src/a.jpg': fixture('a.jpg'),
    'src/rot6.jpg': fixture('rot6.jpg'),
    'src/small.png': fixture('small.png'),
    'src/entry.js': ENTRY,
  })
}

/** A project that makes one small picture, and when it has grown, some that take long. */
export function largeGallery(): { project: Project; grow(): void } {
  const project = new Project({
    'src/a.jpg': fixture('a.jpg'),
    'src/entry.js': "export { default as small } from './a.jpg?w=20&format=webp'\n",
  })
  const widths = Array.from({ length: 10 }, (_, index) => 300 + index * 20).join(';')
  const grow = () =>
    project.write({
      'src/entry.js': `export { default as list } from './a.jpg?w=${widths}&format=avif'\n`,
    })
  return { project, grow }
}

/** What lies in the output folder, by hash. */
export function outputOf(project: Project): Record<string, string> {
  return Object.fromEntries(
    project.list('dist').map(file => [
      file,
      createHash('sha256')
        .update(project.readBytes(`dist/${file}`))
        .digest('hex'),
    ]),
  )
}
