import { brokenRule } from '../broken-rule.js'
import type { Grammar } from './grammars/grammar.js'

export function checkFiles(files: unknown): void {
  if (!Array.isArray(files)) throw brokenRule('files', 'a list of paths', files)
}

export function checkPath(method: string, path: unknown): string {
  if (typeof path !== 'string' || path === '') throw brokenRule(`the path of ${method}`, 'a non-empty string', path)
  return path
}

export function checkInteger(name: string, value: unknown, least: number, most: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
    throw brokenRule(name, `an integer from ${least} to ${most}`, value)
  }
  return value
}

export function checkNumber(name: string, value: unknown, least: number, most: number): number {
  // Not a number is neither below nor above.
  if (typeof value !== 'number' || !(value >= least && value <= most)) {
    throw brokenRule(name, `a number from ${least} to ${most}`, value)
  }
  return value
}

export function checkFlag(name: string, value: unknown): boolean {
  if (typeof value !== 'boolean') throw brokenRule(name, 'true or false', value)
  return value
}

export function checkWord<Word extends string>(name: string, value: unknown, words: readonly Word[]): Word {
  const word = words.find(candidate => candidate === value)
  if (word === undefined) throw brokenRule(name, `one of ${words.join(', ')}`, value)
  return word
}

export function checkOptions(name: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null) throw brokenRule(name, 'an object', options)
  const unknown = Object.keys(options).find(key => !known.includes(key))
  if (unknown !== undefined) throw brokenRule(`an option of ${name}`, `one of ${known.join(', ')}`, unknown)
}

/** A text or number with the meaning that the query language gives it. */
export function readBy<Value>(grammar: Grammar<Value>, name: string, value: unknown): Value {
  const isReadable = typeof value === 'string' || typeof value === 'number'
  const read = isReadable ? grammar.parse(String(value)) : undefined
  if (read === undefined) throw brokenRule(name, grammar.rule, value)
  return read
}
