import { installDependencies } from './dependencies.mjs'
import { buildNative } from './native-build.mjs'
import { buildPackages } from './package-build.mjs'
import { chooseRustToolchain } from './rust-toolchain.mjs'
import { step } from './step.mjs'
import { BUILD_TOOLS, ensureTools } from './system-tools.mjs'

/** Everything between a clean clone and a usable checkout; what is up to date is skipped. */
export async function setUp() {
  await step('system tools for the codecs', () => ensureTools(BUILD_TOOLS))
  await step('Rust toolchain', chooseRustToolchain)
  await step('npm dependencies', installDependencies)
  await step('native engine (release; some minutes the first time)', buildNative)
  await step('TypeScript packages', buildPackages)
}
