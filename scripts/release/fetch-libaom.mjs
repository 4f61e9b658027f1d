// Fetches the libaom of releases once for all platforms, and checks its signature where gpg is.
// usage: node scripts/release/fetch-libaom.mjs

import { fetchLibaom } from '../codecs/fetch-libaom.mjs'
import { main } from '../setup/step.mjs'

await main(async () => process.stdout.write(`${await fetchLibaom('upstream')}\n`))
