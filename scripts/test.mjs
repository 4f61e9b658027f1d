// npm test: set-up, then everything that CI runs. Each runner's own closing lines are said again at the end.

import { libaomEnvironment } from './setup/libaom.mjs'
import { installMoto } from './setup/moto.mjs'
import { joinPackages } from './setup/package-build.mjs'
import { setUp } from './setup/set-up.mjs'
import { main, step } from './setup/step.mjs'
import { chromiumPath, ensureTools, TEST_TOOLS } from './setup/system-tools.mjs'
import { ClosingLines } from './test/closing-lines.mjs'
import { runRustTests } from './test/rust-tests.mjs'

const closing = new ClosingLines()
const env = { ...process.env, CARGO_TERM_COLOR: 'always' }

await main(async () => {
  await setUp()
  Object.assign(env, await libaomEnvironment())
  await step('system tools for the tests', () => ensureTools(TEST_TOOLS))
  await step('S3 server for the tests', installMoto)
  env.LAZY_IMAGE_CHROMIUM = chromiumPath()

  await step('lint: TypeScript', () => closing.run('node_modules/.bin/biome', ['ci'], /Checked \d+ files/, env))
  await step('lint: imports', () =>
    closing.run(process.execPath, ['scripts/structure/check-imports.mjs'], /^Checked the imports/, env),
  )
  await step('lint: places of kinds', () =>
    closing.run(process.execPath, ['scripts/structure/count-places.mjs'], /^Counted the places/, env),
  )
  await step('types of the tests', () =>
    closing.run('node_modules/.bin/tsc', ['-b', 'tsconfig.tests.json'], undefined, env),
  )
  // The compiler has written modules one by one: what is tested is what is published.
  await step('modules joined again', async () => void (await joinPackages()))
  await step('lint: Rust format', () => closing.run('cargo', ['fmt', '--all', '--check'], undefined, env))
  await step('lint: Rust', () =>
    closing.run('cargo', ['clippy', '--release', '--locked', '--all-targets', '--', '-D', 'warnings'], /Finished/, env),
  )
  await step('Rust tests', () => runRustTests(closing, env))
  await step('unit, end-to-end and browser tests', () =>
    closing.run('node_modules/.bin/vitest', ['run'], /^\s*(?:Test Files|Tests|Duration) /, env),
  )
  closing.print()
})
