import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { builtImages, sameBytes } from '../gallery/outputs.mjs'

const GALLERY = { photos: ['large/large-1.jpg', 'large/large-10.jpg'], widths: [400], formats: ['avif', 'jpg'] }

function withBuild(files, check) {
  const folder = mkdtempSync(join(tmpdir(), 'lazy-image-bench-test-'))
  try {
    mkdirSync(join(folder, 'dist', 'assets'), { recursive: true })
    for (const file of ['index-abc.js', ...files]) writeFileSync(join(folder, 'dist', 'assets', file), file)
    return check(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const COMPLETE = ['large-1-A_-b.avif', 'large-1-c.jpg', 'large-10-d.avif', 'large-10-e.jpg']

test('every image of a build is told by its photograph and format', () => {
  const found = withBuild(COMPLETE, folder =>
    builtImages(folder, GALLERY).map(({ photo, format }) => `${photo} ${format}`),
  )
  assert.deepEqual(found.sort(), [
    'large/large-1.jpg avif',
    'large/large-1.jpg jpg',
    'large/large-10.jpg avif',
    'large/large-10.jpg jpg',
  ])
})

test('a build that left an image out, or wrote another, is no result', () => {
  assert.throws(() => withBuild(COMPLETE.slice(1), folder => builtImages(folder, GALLERY)), /4 images were asked for/)
  assert.throws(
    () => withBuild([...COMPLETE, 'logo-f.jpg'], folder => builtImages(folder, GALLERY)),
    /nothing asked for/,
  )
})

test('builds of the same bytes under other names are the same', () => {
  const [one, same, other] = ['x', 'x', 'y'].map(hash => [{ hash }])
  assert.deepEqual([sameBytes(one, same), sameBytes(one, other)], [true, false])
})
