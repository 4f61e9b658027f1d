import { copyFileSync, cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PACKAGES = fileURLToPath(new URL('../../..', import.meta.url))

/** 1200×800. */
export const PHOTO: string = join(PACKAGES, 'core/test/fixtures/pattern.jpg')

/** 64×48. */
export const ICON: string = join(PACKAGES, 'core/test/fixtures/small.png')

const IMAGES: Readonly<Record<string, string>> = {
  'top.jpg': PHOTO,
  'src/photo.jpg': PHOTO,
  'src/LOUD.JPG': PHOTO,
  'src/img/photo.jpg': PHOTO,
  'src/img/deep/photo.jpg': PHOTO,
  'src/either.jpg': PHOTO,
  'src/small/either.jpg': ICON,
  'src/icon.png': ICON,
  "src/it's.png": ICON,
  'src/with space.png': ICON,
  'node_modules/photos/photo.jpg': PHOTO,
}

/** The sample project as its author has it, with its pictures and a package, in a folder of its own. */
export function sampleProject(): string {
  const root = scratchFolder()
  cpSync(fileURLToPath(new URL('../fixtures/project', import.meta.url)), root, { recursive: true })
  for (const [name, image] of Object.entries(IMAGES)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    copyFileSync(image, join(root, name))
  }
  writeFileSync(join(root, 'node_modules/photos/package.json'), '{ "name": "photos" }\n')
  for (const file of ['client.d.ts', 'client-numbers.d.ts'])
    copyFileSync(join(PACKAGES, 'unplugin', file), join(root, file))
  return root
}

/** A new folder beside no other project; who asks for it removes it. */
export function scratchFolder(): string {
  return mkdtempSync(join(realpathSync(tmpdir()), 'lazy-image-cli-'))
}

export function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}
