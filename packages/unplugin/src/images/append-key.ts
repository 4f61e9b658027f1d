import { parse } from 'node:path'

/** Enough of a key to tell the outputs of one project apart. */
const KEY_DIGITS = 8

/** `hero.webp` as `hero-1f0c9a2b.webp`: a name that no other output has, whatever came before it. */
export function appendKey(fileName: string, key: string): string {
  const { name, ext } = parse(fileName)
  return `${name}-${key.slice(0, KEY_DIGITS)}${ext}`
}
