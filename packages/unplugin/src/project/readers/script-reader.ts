import { loadProjectSearch } from '@lazy-image/core/host'
import type { ReaderKind } from './reader-kind.js'

/** Texts in quotes: imports, `require()`, `new URL()` and attributes, in scripts and in the markup around them. */
export const scriptReader: ReaderKind = {
  name: 'script',
  reads: () => true,
  async find({ file, code, pipeline }) {
    const { findTexts } = await loadProjectSearch()
    return findTexts(file, code)
      .filter(({ text }) => pipeline.isRequest(text))
      .map(({ text, index, isImport }) => ({ specifier: text, index, isUrl: false, isSure: isImport }))
  },
}
