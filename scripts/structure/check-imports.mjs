// npm run lint, npm test: imports keep to scripts/structure/import-rules.mjs, and none go in a circle.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brokenImports, brokenOrder } from './broken-imports.mjs'
import { findCircles } from './find-circles.mjs'
import { CRATE_ORDER, CRATES, IMPORT_RULES } from './import-rules.mjs'
import { rustImports } from './rust-imports.mjs'
import { sourceFiles } from './source-files.mjs'
import { typescriptImports } from './typescript-imports.mjs'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

const sources = Object.entries(IMPORT_RULES).flatMap(([folder, { page, ...rule }]) =>
  page === undefined
    ? [[folder, rule]]
    : [
        [folder, rule],
        [folder, { ...page, runsInPages: true }],
      ],
)
const typescript = sources.map(([folder, rule]) => {
  const files = sourceFiles(ROOT, `${folder}/${rule.source}`, '.ts')
  const imports = files.flatMap(file => typescriptImports(ROOT, file))
  const manifest = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'))
  const targets = new Map(files.map(file => [file, new Set()]))
  for (const { file, target, isType } of imports) {
    if (!isType && targets.has(target)) targets.get(file)?.add(target)
  }
  return { files: files.length, broken: brokenImports(folder, rule, manifest, imports), circles: findCircles(targets) }
})
const rust = CRATES.map(crate => {
  const imports = rustImports(ROOT, crate)
  const order = CRATE_ORDER[crate]
  const broken = order === undefined ? [] : brokenOrder(crate, order, imports)
  return { files: imports.size, broken, circles: findCircles(imports) }
})

const broken = [...typescript, ...rust].flatMap(({ broken }) => broken)
const circles = [...typescript, ...rust].flatMap(({ circles }) => circles)
for (const sentence of broken) console.error(sentence)
for (const { files, way } of circles) {
  console.error(`${files.length} files import each other in a circle, such as ${way.join(' → ')}`)
}
const count = of => of.reduce((sum, { files }) => sum + files, 0)
console.log(
  `Checked the imports of ${count(typescript)} TypeScript and ${count(rust)} Rust files: ${broken.length} against the rules, ${circles.length} circles.`,
)
if (broken.length + circles.length > 0) process.exitCode = 1
