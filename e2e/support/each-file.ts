import { createRequire } from 'node:module'
import { afterAll } from 'vitest'
import { removeScratchFolders } from './project.js'

// Files of tests share two processes, and so what starts slowly: bundlers, Chromium, Bun. Folders go with the file that made them.
afterAll(removeScratchFolders)

const { cache } = createRequire(import.meta.url)
const STYLUS = /[\\/]node_modules[\\/]stylus(?:-loader)?[\\/]/

/** Stylus goes on with what it was at last, in which folder, for as long as it lives. */
afterAll(() => {
  for (const path of Object.keys(cache).filter(path => STYLUS.test(path))) delete cache[path]
})
