// Writes anew what the examples of frameworks are installed with in tests, after a package.json of theirs has changed.
// Without our own packages: their tarballs are packed when the tests run, and no registry has them.
// usage: node e2e/support/frameworks/lock.mjs

import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { main, ROOT, run } from '../../../scripts/setup/step.mjs'

const NAMES = ['astro', 'nuxt', 'react-router', 'react-ssr', 'solid-start', 'sveltekit', 'vue']
const LOCKFILE = join(ROOT, 'e2e/fixtures/frameworks/pnpm-lock.yaml')

const folder = mkdtempSync(join(tmpdir(), 'lazy-image-lock-'))
await main(async () => {
  try {
    for (const name of NAMES) {
      const manifest = manifestIn(`examples/${name}`)
      for (const dependencies of [manifest.dependencies, manifest.devDependencies]) {
        for (const dependency in dependencies)
          if (dependency.startsWith('@lazy-image/')) delete dependencies[dependency]
      }
      mkdirSync(join(folder, name))
      writeFileSync(join(folder, name, 'package.json'), JSON.stringify(manifest))
    }
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true }))
    // JSON is YAML.
    writeFileSync(join(folder, 'pnpm-workspace.yaml'), JSON.stringify({ packages: NAMES, pmOnFail: 'ignore' }))
    copyFileSync(LOCKFILE, join(folder, 'pnpm-lock.yaml'))
    const install = ['install', '--lockfile-only', '--no-frozen-lockfile', '--ignore-scripts']
    await run('npx', ['--yes', manifestIn('.').packageManager, ...install], { cwd: folder })
    copyFileSync(join(folder, 'pnpm-lock.yaml'), LOCKFILE)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

function manifestIn(path) {
  return JSON.parse(readFileSync(join(ROOT, path, 'package.json'), 'utf8'))
}
