import { statSync } from 'node:fs'
import { join } from 'node:path'
import { inspectFile } from '@lazy-image/core'
import { ROOT } from '../../pages.mjs'

const PHOTOGRAPH = join(ROOT, 'examples/shared/photographs/coffee-van.jpg')

/** The photograph of the home page as it was given: what no import of it says. */
export default {
  async load() {
    const { width } = await inspectFile(PHOTOGRAPH)
    return { width, bytes: statSync(PHOTOGRAPH).size }
  },
}
