import { BUNDLERS } from './import-rules.mjs'

/**
 * @typedef {typeof import('./import-rules.mjs').IMPORT_RULES[string] & { runsInPages?: boolean, types?: readonly string[] }} Rule
 */

/**
 * What a package's imports break of its rule, a sentence each.
 *
 * @param {string} folder of the package, relative to the root.
 * @param {Rule} rule
 * @param {{ dependencies?: object, peerDependencies?: object }} manifest its package.json.
 * @param {readonly import('./typescript-imports.mjs').Import[]} imports
 */
export function brokenImports(folder, rule, manifest, imports) {
  const given = { ...manifest.dependencies, ...manifest.peerDependencies }
  return imports.flatMap(found => {
    const place = `${found.file}:${found.line}: `
    const from = unitOf(found.file, folder, rule)
    if (from === undefined)
      return [`${place}no rule names this file; give it a line in scripts/structure/import-rules.mjs`]
    const broken = found.target === undefined ? package_(found, from, rule, given) : file(found, from, folder, rule)
    return broken === undefined ? [] : [`${place}${broken}`]
  })
}

/**
 * What a crate's imports break of its order, a sentence each.
 *
 * @param {string} crate folder of the crate, relative to the root.
 * @param {readonly string[]} order of its modules, those that stand on nothing first.
 * @param {ReadonlyMap<string, ReadonlySet<string>>} imports of each file.
 */
export function brokenOrder(crate, order, imports) {
  const moduleOf = file => file.slice(`${crate}/src/`.length).split('/')[0].replace(/\.rs$/, '')
  return [...imports].flatMap(([file, targets]) => {
    const from = moduleOf(file)
    if (!order.includes(from))
      return [`${file}: no order names this module; give it a place in scripts/structure/import-rules.mjs`]
    return [...targets]
      .filter(target => order.indexOf(moduleOf(target)) > order.indexOf(from))
      .map(target => `${file}: ${from} may not import ${target}: it stands below`)
  })
}

function file({ target, specifier, isType }, from, folder, rule) {
  const root = `${folder}/${rule.source}/`
  if (rule.types?.some(file => target === `${folder}/${file}.ts`)) {
    return isType ? undefined : `'${specifier}' lies outside of ${root}: only its types may be imported`
  }
  if (!target.startsWith(root)) return `'${specifier}' lies outside of ${root}; import it by its package's name`
  const path = pathOf(target, folder, rule)
  const to = unitOf(target, folder, rule)
  const { imports, why } = rule.units[from]
  if (to === from || imports.some(allowed => allowed === '*' || allowed === to || isWithin(path, allowed)))
    return undefined
  return `${shown(from)} may not import '${specifier}': ${why}. It may import ${imports.map(shown).join(', ') || 'itself alone'}`
}

function package_({ specifier }, from, rule, given) {
  if (rule.runsInPages) return `'${specifier}' is not there in a page of a browser`
  if (specifier.startsWith('node:')) return undefined
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
  const { bundlers = [], why } = rule.units[from]
  if (BUNDLERS.includes(name) && !bundlers.includes(name)) return `${shown(from)} may not name ${name}: ${why}`
  if (name.startsWith('@lazy-image/') && !rule.packages.includes(name)) {
    return `'${specifier}' is no neighbour of this package; it may import ${rule.packages.join(', ') || 'none of ours'}`
  }
  return name in given
    ? undefined
    : `'${specifier}' is not in dependencies or peerDependencies: users would not have it`
}

/** The name of the unit that a file belongs to: the longest that fits. */
function unitOf(path, folder, rule) {
  const inside = pathOf(path, folder, rule)
  const named = Object.keys(rule.units).filter(unit => isWithin(inside, unit))
  if (named.length > 0) return named.reduce((a, b) => (a.length >= b.length ? a : b))
  return inside.includes('/') || !('.' in rule.units) ? undefined : '.'
}

const pathOf = (path, folder, rule) => path.slice(`${folder}/${rule.source}/`.length).replace(/\.m?ts$/, '')
const isWithin = (path, unit) => path === unit || path.startsWith(`${unit}/`)
const shown = unit => (unit === '.' ? 'a file at the top' : unit)
