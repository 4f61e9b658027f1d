/**
 * @param {string} file text of rust-toolchain.toml.
 * @param {readonly string[]} installed lines of `rustup toolchain list`, such as `stable-x86_64-unknown-linux-gnu (default)`.
 * @returns {string | undefined} the toolchain to take in place of the named one: none when that is installed, or nothing is.
 */
export function chooseToolchain(file, installed) {
  const channel = /^channel = "([^"]+)"/m.exec(file)?.[1]
  const names = installed.map(line => line.split(' ')[0])
  if (names.some(name => name === channel || name.startsWith(`${channel}-`))) return undefined
  return installed.find(line => /\((?:.*, )?default\)/.test(line))?.split(' ')[0]
}
