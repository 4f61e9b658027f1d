import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Edit } from '@lazy-image/core/host'
import type { Manifest } from './package-manifest.js'
import { INCUMBENT, SUCCESSOR } from './tool-names.js'

/** The package of SvelteKit's that makes its pictures by the tool. */
export const ENHANCED_IMG = '@sveltejs/enhanced-img'

/** Where package managers are told to take another package, by the lockfiles that they leave. */
const FIELDS: readonly (readonly [lockfile: string, field: string | null])[] = [
  ['pnpm-lock.yaml', null],
  ['yarn.lock', 'resolutions'],
  ['package-lock.json', 'overrides'],
]

/**
 * What makes `<enhanced:img>` take our package in place of the tool: edits of a file, or the reason why they are left to its author.
 *
 * @param folder absolute, above which no lockfile is looked for.
 */
export function overrideTool(
  manifest: Manifest,
  folder: string,
  range: string,
): { file: string; text: string; edits: Edit[] } | { reason: string } {
  const value = `npm:${SUCCESSOR}@${range}`
  const found = findLockfile(dirname(manifest.file), folder)
  const [, field] = found?.kind ?? ['package-lock.json', 'overrides']
  const root = found?.folder ?? dirname(manifest.file)
  if (field === null) {
    const file = join(root, 'pnpm-workspace.yaml')
    const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
    if (/^overrides\s*:/m.test(text))
      return { reason: `add to overrides of pnpm-workspace.yaml: ${INCUMBENT}: '${value}'` }
    const gap = text === '' || text.endsWith('\n') ? '' : '\n'
    const added = `${gap}overrides:\n  ${INCUMBENT}: '${value}'\n`
    return { file, text, edits: [{ start: text.length, end: text.length, text: added }] }
  }
  const file = join(root, 'package.json')
  const text = file === manifest.file ? manifest.text : readFileSync(file, 'utf8')
  if (Object.hasOwn(JSON.parse(text) as object, field)) {
    return { reason: `add to ${field} of package.json: "${INCUMBENT}": "${value}"` }
  }
  const end = /\s*\}\s*$/.exec(text)?.index ?? text.length
  const [, indent = '  '] = /\n([ \t]+)"/.exec(text) ?? []
  const added = `,\n${indent}"${field}": {\n${indent}${indent}"${INCUMBENT}": "${value}"\n${indent}}`
  return { file, text, edits: [{ start: end, end, text: added }] }
}

function findLockfile(folder: string, top: string): { folder: string; kind: (typeof FIELDS)[number] } | null {
  const kind = FIELDS.find(([name]) => existsSync(join(folder, name)))
  if (kind !== undefined) return { folder, kind }
  const above = dirname(folder)
  return folder === top || above === folder ? null : findLockfile(above, top)
}
