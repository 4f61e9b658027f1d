// npm run demo [-- --serve]: set-up, then the gallery built by Vite, cold and warm.

import { rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { setUp } from './setup/set-up.mjs'
import { capture, main, ROOT, StepError, step } from './setup/step.mjs'

const GALLERY = join(ROOT, 'examples/vite-gallery')
const CACHE = join(GALLERY, 'node_modules/.cache/lazy-image-demo')

const unknown = process.argv.slice(2).filter(argument => argument !== '--serve')
const serve = process.argv.includes('--serve')

await main(async () => {
  if (unknown.length > 0) throw new StepError(`Unknown argument ${unknown.join(' ')}; known: --serve`)
  await setUp({ isQuiet: true })
  await rm(CACHE, { recursive: true, force: true })
  const builds = []
  for (const name of ['cold', 'warm']) {
    await step(`a gallery of photographs, ${name} build by Vite`, async () => {
      const output = await capture(process.execPath, [join(ROOT, 'scripts/demo/build-gallery.mjs'), GALLERY, CACHE])
      const { told } = JSON.parse(output.trimEnd().split('\n').at(-1))
      builds.push(`${name}: ${told.join('\n')}`)
    })
  }
  const page = join(GALLERY, 'dist/index.html')
  process.stdout.write(`\n${builds.join('\n\n')}\n\nThe page: ${page}\n`)
  if (!serve) {
    process.stdout.write('To see it in a browser: npm run demo -- --serve\n')
    return
  }
  const { preview } = await import(pathToFileURL(createRequire(join(GALLERY, 'package.json')).resolve('vite')).href)
  const server = await preview({ root: GALLERY, configFile: false })
  server.printUrls()
})
