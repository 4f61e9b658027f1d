// npm run docs [-- build | preview]: set-up, then the docs site: served while it is written, built, or served as built.

import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setUp } from './setup/set-up.mjs'
import { main, ROOT, run, StepError } from './setup/step.mjs'

const SITE = join(ROOT, 'docs/site')
const COMMANDS = ['dev', 'build', 'preview']

const [command = 'dev', ...more] = process.argv.slice(2)

await main(async () => {
  if (!COMMANDS.includes(command) || (more.length > 0 && !more[0].startsWith('-'))) {
    throw new StepError(
      `Unknown argument ${[command, ...more].join(' ')}; known: ${COMMANDS.join(', ')}, and options of VitePress`,
    )
  }
  await setUp()
  const vitepress = dirname(createRequire(join(SITE, 'package.json')).resolve('vitepress/package.json'))
  await run(process.execPath, [join(vitepress, 'bin/vitepress.js'), command, SITE, ...more])
  if (command === 'build') process.stdout.write(`The site: ${join(SITE, '.vitepress/dist/index.html')}\n`)
})
