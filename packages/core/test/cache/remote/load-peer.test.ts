import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadPeer } from '../../../dist/cache/remote/load-peer.js'
import { scratchFolder } from '../../support/scratch-folder.js'

function install(folder: string, name: string, code: string): void {
  const own = join(folder, 'node_modules', name)
  mkdirSync(own, { recursive: true })
  writeFileSync(join(own, 'package.json'), JSON.stringify({ name, version: '1.0.0', main: 'index.cjs' }))
  writeFileSync(join(own, 'index.cjs'), code)
}

test('a package that the project has is the one that is loaded, from a folder below too', async () => {
  const folder = scratchFolder()
  install(folder, 'ioredis', 'exports.whose = "the project’s"')
  expect(await loadPeer('ioredis', 'A', join(folder, 'packages/site'))).toMatchObject({ whose: 'the project’s' })
})

test('a package that is not there is told with how to have it', async () => {
  await expect(loadPeer('no-such-peer', 'A remote cache in Redis', scratchFolder())).rejects.toThrow(
    'A remote cache in Redis needs the package no-such-peer, which is not there: npm install --save-dev no-such-peer',
  )
})
