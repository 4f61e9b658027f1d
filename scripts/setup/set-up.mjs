import { installDependencies } from './dependencies.mjs'
import { buildNative } from './native-build.mjs'
import { buildPackages } from './package-build.mjs'
import { chooseRustToolchain } from './rust-toolchain.mjs'
import { step } from './step.mjs'
import { BUILD_TOOLS, ensureTools } from './system-tools.mjs'

/** @type {readonly (readonly [title: string, work: Parameters<typeof step>[1]])[]} */
const STEPS = [
  ['system tools for the codecs', begin => ensureTools(BUILD_TOOLS, begin)],
  ['Rust toolchain', chooseRustToolchain],
  ['npm dependencies', installDependencies],
  ['native engine (release; some minutes the first time)', buildNative],
  ['TypeScript packages', buildPackages],
]

/**
 * Everything between a clean clone and a usable checkout; what is up to date is skipped.
 *
 * @param {{ isQuiet?: boolean }} [how] quiet: nothing is said of what is up to date.
 */
export async function setUp(how, steps = STEPS) {
  for (const [title, work] of steps) await step(title, work, how)
}
