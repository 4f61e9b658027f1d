import { brokenRule } from '../../broken-rule.js'

/** What the environment says; a variable that is empty says nothing. */
export function environmentText(name: string): string | undefined {
  const text = process.env[name]?.trim()
  return text === '' ? undefined : text
}

/** @throws {LazyImageError} `OPTION_INVALID`, naming the variable. */
export function environmentInteger(name: string, least: number, most: number): number | undefined {
  const text = environmentText(name)
  if (text === undefined) return undefined
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw brokenRule(`The environment variable ${name}`, `an integer from ${least} to ${most}`, text)
  }
  return value
}
