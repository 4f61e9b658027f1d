// npm run change: a note for the changelog, written into .changeset by the pnpm that package.json names.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { main, ROOT, run } from '../setup/step.mjs'

const { packageManager } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
await main(() => run('npx', ['--yes', packageManager, 'change', ...process.argv.slice(2)]))
