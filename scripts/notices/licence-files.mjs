import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const LICENCE_FILE = /^(?:un)?licen[cs]e|^copying/i
const NOTICE_FILE = /^notice/i

/** How the file of a licence is called where a component has several. */
const NAME_OF_LICENCE = {
  MIT: /mit(?!-?0)/i,
  'MIT-0': /mit-?0/i,
  'Apache-2.0': /apache|_a2$/i,
  Zlib: /zlib/i,
  'Unicode-3.0': /unicode/i,
  'CC0-1.0': /cc0/i,
  Unlicense: /^unlicense/i,
}

/** Names that say nothing about which licence they hold. */
const PLAIN_NAME = /^(?:licen[cs]e|copying)(?:\.(?:md|txt))?$/i

/**
 * The texts of a component's licences as its folder has them; where it has none, the licence's own wording in the name
 * of its authors.
 *
 * @param {string} folder
 * @param {string[]} licences SPDX identifiers.
 * @param {string} holder who to name where no file does.
 * @throws {Error} when there is neither a file nor a wording.
 */
export function licenceTexts(folder, licences, holder) {
  const names = readdirSync(folder).sort()
  const files = names.filter(name => LICENCE_FILE.test(name))
  const texts = licences.map(licence => {
    const own = files.find(name => NAME_OF_LICENCE[licence]?.test(name)) ?? files.find(name => PLAIN_NAME.test(name))
    return own === undefined ? wordingOf(licence, holder) : readText(join(folder, own))
  })
  const notices = licences.includes('Apache-2.0') ? names.filter(name => NOTICE_FILE.test(name)) : []
  return [...new Set([...texts, ...notices.map(name => readText(join(folder, name)))])]
}

/** A text file with the line ends of this project. */
export function readText(file) {
  return readFileSync(file, 'utf8')
    .replaceAll('\r\n', '\n')
    .replaceAll(/[ \t]+$/gm, '')
    .trim()
}

/** The wording of a licence for a holder. */
export function wordingOf(licence, holder) {
  const file = new URL(`licence-texts/${licence}.txt`, import.meta.url)
  return `Copyright (c) ${holder}\n\n${readText(file)}`
}
