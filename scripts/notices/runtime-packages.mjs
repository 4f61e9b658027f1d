import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { chooseLicence } from './choose-licence.mjs'
import { licenceTexts } from './licence-files.mjs'

/**
 * Packages of others that published packages need at run time, and what those need.
 *
 * @param {string[]} folders of our published packages, with their dependencies installed.
 * @throws {Error} for a licence that is not allowed.
 */
export function runtimePackages(folders) {
  const own = new Set(folders.map(folder => realpathSync(folder)))
  const seen = new Set(own)
  for (const folder of seen) {
    for (const name of Object.keys(manifestOf(folder).dependencies ?? {})) seen.add(folderOf(name, folder))
  }
  return [...seen].filter(folder => !own.has(folder)).map(componentOf)
}

/** Where a package's dependency is installed. Asking the folders, because a package need not export its manifest. */
function folderOf(name, from) {
  const places = createRequire(join(from, 'package.json')).resolve.paths(name) ?? []
  const found = places.map(place => join(place, name)).find(folder => existsSync(join(folder, 'package.json')))
  if (found === undefined) throw new Error(`${name}, which ${from} needs, is not installed`)
  return realpathSync(found)
}

function componentOf(folder) {
  const { name, version, license, author } = manifestOf(folder)
  const licences = chooseLicence(license, `The package ${name} ${version}`)
  const holder =
    (typeof author === 'string' ? author.replace(/\s*<[^>]*>.*/, '') : author?.name) ?? `the authors of ${name}`
  return { name, version, licence: licences.join(' AND '), texts: licenceTexts(folder, licences, holder) }
}

function manifestOf(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}
