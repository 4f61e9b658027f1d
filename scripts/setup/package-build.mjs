import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { InputStamp } from './input-stamp.mjs'
import { PACKAGES } from './packages.mjs'
import { ROOT, run } from './step.mjs'

/** What is made last of what a compiler leaves alone. */
const REPORT_PAGE = 'packages/core/dist/report-page/page.css'

function packageStamp() {
  const inputs = ['tsconfig.json', 'tsconfig.base.json', 'pnpm-lock.yaml', 'scripts/release', ...PACKAGES]
  return new InputStamp('package-build', inputs, path => /\.(?:ts|mjs|css|json|yaml)$/.test(path))
}

/** Whether all packages are compiled from what is there. @param {InputStamp} [stamp] */
export function areCompiled(stamp = packageStamp()) {
  return (
    stamp.isCurrent &&
    [...PACKAGES.map(path => join(path, 'dist')), REPORT_PAGE].every(path => existsSync(join(ROOT, path)))
  )
}

/** Compiles the TypeScript of all packages and joins their modules, as they are published. */
export async function buildPackages(begin) {
  const stamp = packageStamp()
  const isCompiled = areCompiled(stamp)
  if (!isCompiled) {
    begin()
    await compileTypeScript('.')
  }
  // Rolldown is there when dependencies are.
  const { buildReportPage } = await import('../release/build-report-page.mjs')
  if (!isCompiled) await buildReportPage(join(ROOT, 'packages/core'))
  const joined = await joinPackages()
  if (isCompiled && joined === 0) return 'up to date'
  stamp.save()
  return undefined
}

/** Joins the modules of the packages that the compiler has touched, and tells how many these are. */
export async function joinPackages() {
  // Rolldown is there when dependencies are.
  const { isJoined, joinModules } = await import('../release/join-modules.mjs')
  const apart = PACKAGES.map(path => join(ROOT, path)).filter(folder => !isJoined(folder))
  for (const folder of apart) await joinModules(folder)
  return apart.length
}

/** Compiles a project and those that it refers to; what is up to date is left alone. */
export function compileTypeScript(project) {
  return run(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '--build', project])
}
