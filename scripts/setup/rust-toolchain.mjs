import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chooseToolchain } from './choose-toolchain.mjs'
import { capture, ROOT, succeeds } from './step.mjs'

/**
 * Lets cargo be the one of rust-toolchain.toml where that is installed, else the one at hand: rustup would download the named
 * one, or fail where it may not. Without rustup there is one Rust alone, and nothing to choose.
 *
 * @returns {Promise<string | undefined>} a word when there was nothing to do.
 */
export async function chooseRustToolchain() {
  if (process.env.RUSTUP_TOOLCHAIN !== undefined) return process.env.RUSTUP_TOOLCHAIN
  if (!(await succeeds('rustup', ['--version']))) return 'the one at hand'
  const installed = (await capture('rustup', ['toolchain', 'list'])).split('\n').map(line => line.trim())
  const chosen = chooseToolchain(readFileSync(join(ROOT, 'rust-toolchain.toml'), 'utf8'), installed)
  if (chosen !== undefined) process.env.RUSTUP_TOOLCHAIN = chosen
  return chosen ?? 'the one of rust-toolchain.toml'
}
