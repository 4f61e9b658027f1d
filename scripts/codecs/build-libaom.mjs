// Fetches libaom and builds it as the engine wants it, for LAZY_IMAGE_AOM.
// usage: node scripts/codecs/build-libaom.mjs <prefix> [--from debian | upstream]

import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { main, run, StepError } from '../setup/step.mjs'
import { BUILD_TOOLS, ensureTools } from '../setup/system-tools.mjs'
import { fetchLibaom } from './fetch-libaom.mjs'
import { cmakeCalls } from './libaom-build.mjs'
import { SOURCES } from './libaom-sources.mjs'

await main(async () => {
  const { values, positionals } = parseArgs({
    options: { from: { type: 'string', default: 'debian' } },
    allowPositionals: true,
  })
  if (positionals.length !== 1 || !(values.from in SOURCES)) {
    throw new StepError(`usage: build-libaom.mjs <prefix> [--from ${Object.keys(SOURCES).join(' | ')}]`)
  }
  const prefix = resolve(positionals[0])
  await ensureTools(BUILD_TOOLS)
  const source = await fetchLibaom(values.from)
  for (const call of cmakeCalls({ source, build: `${source}-build`, prefix })) await run('cmake', call)
  process.stdout.write(`LAZY_IMAGE_AOM=${prefix}\n`)
})
