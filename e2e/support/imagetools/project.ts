import { fixture } from '../fixture.js'
import { Project } from '../project.js'
import { withComment } from '../with-comment.js'

/** A project with every picture that the records name. */
export function recordedProject(): Project {
  const own = ['a.jpg', 'small.png', 'rot6.jpg']
  const theirs = ['alpha.png', 'land5.jpg', 'anim.gif', 'p3.jpg', 'logo.svg']
  return new Project({
    ...Object.fromEntries(own.map(name => [`src/${name}`, fixture(name)])),
    ...Object.fromEntries(theirs.map(name => [`src/${name}`, fixture(`imagetools/${name}`)])),
    // Not the same files again: those would be called as the first is.
    'src/UP.JPG': withComment(fixture('a.jpg'), 'UP'),
    'src/with space.png': withComment(fixture('small.png'), 'with space'),
  })
}
