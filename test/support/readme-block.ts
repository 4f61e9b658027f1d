import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeBlocks } from './code-blocks.js'
import { ROOT } from './command.js'
import { PACKAGES, type PackageName } from './packed-packages.js'

/** The first block of code in a package's README that is of a language and has something in it. */
export function readmeBlock(name: PackageName, language: string, pattern: RegExp): string {
  const text = readFileSync(join(ROOT, PACKAGES[name], 'README.md'), 'utf8')
  const found = codeBlocks(text).find(block => block.language === language && pattern.test(block.code))
  if (found === undefined) throw new Error(`the README of ${name} has no block of ${language} with ${pattern}`)
  return found.code
}
