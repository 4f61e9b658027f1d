import { expect, test } from 'vitest'
import { chooseToolchain } from '../scripts/setup/choose-toolchain.mjs'

const FILE = '# why\n[toolchain]\nchannel = "1.95.0"\nprofile = "minimal"\n'

test.each([
  [
    'is the named one where it is installed',
    ['stable-x86_64-unknown-linux-gnu (active, default)', '1.95.0-x86_64-unknown-linux-gnu'],
    undefined,
  ],
  [
    'is the default one where it is not',
    ['stable-aarch64-apple-darwin (default)', '1.95.1-aarch64-apple-darwin'],
    'stable-aarch64-apple-darwin',
  ],
  ['is the default one, active or not', ['nightly-x86_64', '1.90-x86_64 (active, default)'], '1.90-x86_64'],
  ['is left to rustup where none is installed', ['no installed toolchains'], undefined],
])('the Rust of set-up %s', (_, installed, expected) => {
  expect(chooseToolchain(FILE, installed)).toBe(expected)
})
