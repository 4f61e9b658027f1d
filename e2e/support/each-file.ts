import { afterAll } from 'vitest'
import { removeScratchFolders } from './project.js'

// Files of tests share two processes, and so what starts slowly: bundlers, Chromium, Bun. Folders go with the file that made them.
afterAll(removeScratchFolders)
