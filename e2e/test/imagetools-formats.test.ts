import {
  imagetools,
  type OutputFormat,
  type Picture,
  type ProcessedImageMetadata,
  pictureFormat,
} from '@lazy-image/vite-plugin'
import { describe, expect, test } from 'vitest'
import { exportsOf } from '../support/evaluate.js'
import { fixture } from '../support/fixture.js'
import { libraryBuild, recordedLogger, VITES, type Vite } from '../support/hosts/vite.js'
import { Project } from '../support/project.js'

/** What `./a.jpg?<query>` evaluates to in a build with own formats. */
async function built(vite: Vite, query: string, formats: Record<string, OutputFormat>) {
  const project = new Project({
    'src/a.jpg': fixture('a.jpg'),
    'src/entry.js': `export { default as value } from './a.jpg?${query}'\n`,
  })
  const plugin = imagetools({
    cache: { enabled: false },
    extendOutputFormats: builtins => ({ ...builtins, ...formats }),
  })
  await vite.build({
    root: project.root,
    logLevel: 'warn',
    configFile: false,
    customLogger: recordedLogger(),
    plugins: [plugin],
    build: libraryBuild(project),
  })
  const { value } = await exportsOf(project.path('dist/entry.js'))
  return { value, files: project.list('dist/assets') }
}

describe.each(Object.entries(VITES))('own output formats in %s', (_, vite) => {
  test('stand on the built-in ones and ask for placeholders that no query names', async () => {
    const shop: OutputFormat = args => images => ({
      ...(pictureFormat(args)(images) as Picture),
      blur: images[0]?.placeholder(),
      style: `background: ${images[0]?.placeholder('color')}`,
      palette: images[0]?.placeholder('palette'),
    })
    const { value, files } = await built(vite, 'w=40&format=webp;jpg&as=shop', { shop })
    expect(value).toEqual({
      sources: { webp: expect.stringMatching(/^\/assets\/a-.+\.webp 40w$/) },
      img: { src: expect.stringMatching(/^\/assets\/a-.+\.jpg$/), w: 40, h: 27 },
      blur: expect.stringMatching(/^data:image\/webp;base64,[\w+/=]+$/),
      style: expect.stringMatching(/^background: #[\da-f]{6}$/),
      palette: expect.arrayContaining([expect.stringMatching(/^#[\da-f]{6}$/)]),
    })
    // A placeholder is part of the module and no file.
    expect(files).toHaveLength(2)
  })

  test('read members as the flat metadata of older versions had them', async () => {
    const flat: OutputFormat = () => images =>
      (images as ProcessedImageMetadata[]).map(({ src, width, height, format, quality, pixelDensityDescriptor }) => ({
        src,
        width,
        height,
        format,
        quality,
        pixelDensityDescriptor,
      }))
    const { value } = await built(vite, 'w=40&format=webp&quality=70&basePixels=20&as=flat', { flat })
    expect(value).toEqual([
      {
        src: expect.stringMatching(/^\/assets\/a-.+\.webp$/),
        width: 40,
        height: 27,
        format: 'webp',
        quality: 70,
        pixelDensityDescriptor: '2x',
      },
    ])
  })
})
