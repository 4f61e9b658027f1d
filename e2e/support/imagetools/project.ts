import { fixture } from '../fixture.js'
import { Project } from '../project.js'

/** A project with every picture that the records name. */
export function recordedProject(): Project {
  const own = ['a.jpg', 'small.png', 'rot6.jpg']
  const theirs = ['alpha.png', 'land5.jpg', 'anim.gif', 'p3.jpg', 'logo.svg']
  return new Project({
    ...Object.fromEntries(own.map(name => [`src/${name}`, fixture(name)])),
    ...Object.fromEntries(theirs.map(name => [`src/${name}`, fixture(`imagetools/${name}`)])),
    'src/UP.JPG': fixture('a.jpg'),
    'src/with space.png': fixture('small.png'),
  })
}
