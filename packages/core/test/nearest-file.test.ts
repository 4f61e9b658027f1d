import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Pipeline, silentLogger } from '@lazy-image/core'
import { findNearestFile } from '@lazy-image/core/host'
import { describe, expect, test } from 'vitest'
import { scratchFolder } from './support/scratch-folder.js'

function folderWith(...files: string[]): string {
  const folder = scratchFolder()
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), '')
  }
  return folder
}

const isImage = (name: string) => /\.(?:jpe?g|png)$/i.test(name)

const NFC = 'caf\u00e9'
const NFD = 'cafe\u0301'

describe('a file that is not there', () => {
  test.each([
    { there: 'Hero.JPG', asked: 'hero.jpg', difference: 'case' },
    { there: `${NFD}.jpg`, asked: `${NFC}.jpg`, difference: 'normalization' },
    { there: `${NFC}.jpg`, asked: `${NFD}.jpg`, difference: 'normalization' },
    { there: `${NFC.toUpperCase()}.jpg`, asked: `${NFD}.jpg`, difference: 'case' },
    { there: 'hero.jpeg', asked: 'hero.jpg', difference: 'extension' },
    { there: 'Hero.png', asked: 'hero.jpg', difference: 'extension' },
    { there: 'hero.jpg', asked: 'heor.jpg', difference: 'spelling' },
    { there: 'Images/hero.jpg', asked: 'images/hero.jpg', difference: 'case' },
    { there: `${NFD}/deep/hero.jpg`, asked: `${NFC}/deep/hero.jpg`, difference: 'normalization' },
    { there: 'images/hero.png', asked: 'imagse/hero.jpg', difference: 'spelling' },
    { there: 'Images/hero.png', asked: 'images/hero.jpg', difference: 'extension' },
  ] as const)('$asked is found as $there, which differs in $difference', async ({ there, asked, difference }) => {
    const folder = folderWith(there)
    expect(await findNearestFile(join(folder, asked), isImage)).toEqual({ file: join(folder, there), difference })
  })

  test('the name that is most alike is taken', async () => {
    const folder = folderWith('hero.png', 'Hero.jpg', 'her0.jpg')
    expect(await findNearestFile(join(folder, 'hero.jpg'), isImage)).toMatchObject({ file: join(folder, 'Hero.jpg') })
  })

  test.each([
    { what: 'nothing like it', files: ['village.jpg'], asked: 'hero.jpg' },
    { what: 'no image of the name', files: ['hero.css'], asked: 'hero.jpg' },
    { what: 'a folder of the name', files: ['Hero.jpg/a.txt'], asked: 'hero.jpg' },
    { what: 'no folder', files: [], asked: 'nowhere/at/all/hero.jpg' },
  ])('nothing is named where there is $what', async ({ files, asked }) => {
    expect(await findNearestFile(join(folderWith(...files), asked), isImage)).toBeUndefined()
  })

  test('is told with the one that is', async () => {
    const folder = folderWith('Images/Hero.JPG')
    const pipeline = new Pipeline({ cache: false, logger: silentLogger }, folder)
    await expect(pipeline.plan(`${join(folder, 'images/hero.jpg')}?w=8`)).rejects.toMatchObject({
      code: 'SOURCE_NOT_FOUND',
      message: `There is no file ${join(folder, 'images/hero.jpg')}; there is ${join(folder, 'Images/Hero.JPG')}, which differs in upper and lower case`,
    })
  })
})
