import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { animatedGif } from '../support/animated-gif.js'
import { planned } from '../support/planned.js'
import { recordedPipeline } from '../support/recorded-pipeline.js'
import { scratchFolder } from '../support/scratch-folder.js'

const { pipeline } = recordedPipeline({ presets: { card: { background: 'white' } } })

async function toldOf(request: string): Promise<string[]> {
  return (await planned(pipeline, request, { mayEncode: false })).warnings.map(
    ({ code, severity, message }) => `${severity} ${code}: ${message}`,
  )
}

function movingFile(): string {
  const file = join(scratchFolder(), 'moving.gif')
  writeFileSync(file, animatedGif(20, 10, [0, 1, 2]))
  return file
}

describe('transparency that a format cannot hold', () => {
  test.each([
    ['alpha.png?format=jpg', 'jpg'],
    ['alpha.png?w=20;10&format=avif;webp;jpeg&as=picture', 'jpeg'],
    ['alpha.png?format=jpg;jpeg', 'jpg and jpeg'],
    ['alpha.png?w=20&format=jpg&background=transparent', 'jpg'],
  ])('is told once, with what to do: %s', async (request, lossy) => {
    expect(await toldOf(request)).toEqual([
      `warning TRANSPARENCY_LOST: Transparency is lost in ${lossy}, where black lies below transparent pixels; say the ` +
        'colour that is to lie there, such as background=white, or ask for avif, webp, png, gif or tiff',
    ])
  })

  test.each([
    'alpha.png?format=jpg&background=white',
    'alpha.png?format=jpg&background=black',
    'alpha.png?format=jpg&background=rgb(255 0 0 / 0.5)',
    'alpha.png?format=webp;jpg&flatten',
    'alpha.png?format=jpg&preset=card',
    'alpha.png?format=avif;webp;png;gif;tiff',
    'alpha.png?w=20',
    'alpha.png?w=20&format=auto',
    'pattern.jpg?w=20',
    'small.png?w=20&format=jpg',
  ])('is no word where something is said to lie below, or nothing is lost: %s', async request => {
    expect(await toldOf(request)).toEqual([])
  })
})

describe('an animation that a format cannot hold', () => {
  test.each([
    ['format=png', 'png'],
    ['w=10&format=avif;webp;jpg&background=white&as=picture', 'jpg'],
    ['w=10&format=tiff;png', 'tiff and png'],
  ])('is told once, with what to do: %s', async (query, lossy) => {
    expect(await toldOf(`${movingFile()}?${query}`)).toEqual([
      `warning ANIMATION_LOST: The animation is lost in ${lossy}, which keeps the first of its 3 frames; say ` +
        'animated=false where that is meant, or ask for avif, webp or gif',
    ])
  })

  test.each(['format=png&animated=false', 'w=10&format=avif;webp;gif', 'w=10', 'w=10&format=auto'])(
    'is no word where the first frame is asked for, or all are kept: %s',
    async query => {
      expect(await toldOf(`${movingFile()}?${query}`)).toEqual([])
    },
  )
})

test('what was printed for one output of a told import is not told again', async () => {
  const { plan } = await planned(pipeline, 'alpha.png?w=20&format=jpg')
  const [image] = plan.images
  if (image === undefined) throw new Error('no image')
  expect(await toldOf(`alpha.png?${pipeline.queryOf(image)}`)).toEqual([])
})
