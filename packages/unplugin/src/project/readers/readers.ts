import { pageReader } from './page-reader.js'
import type { ReaderKind } from './reader-kind.js'
import { scriptReader } from './script-reader.js'
import { stylesheetReader } from './stylesheet-reader.js'

/** Every way to find image requests in a project's files; a new one is a file and a line here. */
export const READERS: readonly ReaderKind[] = [scriptReader, stylesheetReader, pageReader]
