import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './command.js'
import { PACKAGES, type PackageName } from './packed-packages.js'

const FENCED = /^```(\w+)\n([\s\S]*?)^```$/gm

/** The first block of code in a package's README that is of a language and has something in it. */
export function readmeBlock(name: PackageName, language: string, pattern: RegExp): string {
  const text = readFileSync(join(ROOT, PACKAGES[name], 'README.md'), 'utf8')
  const blocks = [...text.matchAll(FENCED)].filter(([, own]) => own === language).map(([, , code = '']) => code)
  const found = blocks.find(code => pattern.test(code))
  if (found === undefined) throw new Error(`the README of ${name} has no block of ${language} with ${pattern}`)
  return found
}
