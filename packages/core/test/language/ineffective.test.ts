import { describe, expect, test } from 'vitest'
import { outputsOf, warningsOf } from '../support/plan-request.js'
import { recordedPipeline } from '../support/recorded-pipeline.js'

const { pipeline } = recordedPipeline({ strict: 'warn' })

/** Names of the directives of which a request is told that they have no effect. */
async function idleOf(request: string): Promise<string[]> {
  const warnings = await warningsOf(request, pipeline)
  return warnings
    .filter(({ code }) => code === 'DIRECTIVE_INEFFECTIVE')
    .map(({ message }) => /^Directive (\w+) has no effect /.exec(message)?.[1] ?? message)
}

describe('a directive without effect is told', () => {
  test.each<[query: string, idle: string[]]>([
    // A box with a shape of its own.
    ['w=40&fit=contain', ['fit']],
    ['w=40&h=40&fit=contain', []],
    ['aspect=1&fit=contain', []],
    ['w=40&aspect=1&fit=contain', []],
    ['w=40&position=top', ['position']],
    ['aspect=1&position=top', []],
    ['w=40&h=40&position=top', []],
    ['w=40&h=40&fit=inside&position=top', ['position']],
    ['w=40&h=40&fit=contain&position=top', []],
    ['w=40&h=40&fit=contain&position=attention', ['position']],
    ['w=40&h=40&aspect=1', ['aspect']],
    ['w=40&aspect=1', []],
    // Any size at all.
    ['format=webp&allowUpscale', ['allowUpscale']],
    ['format=webp&withoutEnlargement', ['withoutEnlargement']],
    ['format=webp&withoutReduction', ['withoutReduction']],
    ['format=webp&kernel=nearest', ['kernel']],
    ['format=webp&densities=1x;2x', ['densities']],
    ['aspect=1&densities=1x;2x', ['densities']],
    ['w=40&allowUpscale&withoutEnlargement', ['allowUpscale']],
    ['w=40&allowUpscale&withoutEnlargement=false', []],
    // What the format can do.
    ['format=webp&lossless&quality=50', ['quality']],
    ['format=webp&lossless=false&quality=50', []],
    ['format=jpg&lossless&quality=50', ['lossless']],
    ['format=jpg&lossless&maxBytes=50kB', ['lossless']],
    ['format=png&lossless', ['lossless']],
    ['format=png&quality=50', ['quality']],
    ['format=webp&lossless&maxBytes=50kB', ['maxBytes']],
    ['format=gif&maxBytes=50kB', ['maxBytes']],
    ['format=gif&effort=max', ['effort']],
    ['format=png&effort=0', ['effort']],
    ['format=png&effort=10', []],
    ['format=webp&effort=7', ['effort']],
    ['format=avif&effort=10', ['effort']],
    ['w=40&format=auto&effort=10', []],
    ['format=webp&progressive', ['progressive']],
    ['format=png&progressive', []],
    ['format=jpg&effort=best', []],
    ['format=jpg&effort=max', ['effort']],
    ['format=jpg&effort=fast', ['effort']],
    ['format=jpg&effort=9', ['effort']],
    ['format=jpg&chroma=444', []],
    ['format=avif&chroma=auto', []],
    ['format=avif&lossless&chroma=444', ['chroma']],
    ['format=png&chroma=444', ['chroma']],
    ['format=jpg&animated', ['animated']],
    ['format=jpg&animated=false', []],
    ['format=webp&animated', []],
    ['format=gif&keepMetadata=icc', ['keepMetadata']],
    ['format=gif&keepMetadata=none', []],
    ['format=tiff&colorspace=p3', ['colorspace']],
    ['format=tiff&colorspace=srgb', []],
    ['format=webp&hdr=keep', ['hdr']],
    ['format=webp&hdr=drop', []],
    ['format=avif;webp;jpg&hdr=keep', []],
    ['format=jpg&flatten', ['flatten']],
    ['format=png&flatten', []],
    ['format=png&background=red', ['background']],
    ['format=png&background=red&flatten', []],
    ['format=png&background=red&rotate=90', ['background']],
    ['format=png&background=red&rotate=45', []],
    ['format=png&background=red&w=40&h=40&fit=contain', []],
    ['format=png&background=red&aspect=1&fit=contain', []],
    ['format=jpg&background=red', []],
    // One that undoes the other.
    ['grayscale&hue=90', ['hue']],
    ['grayscale&saturation=2', ['saturation']],
    ['grayscale&tint=red', ['tint']],
    ['grayscale=false&hue=90&saturation=2&tint=red', []],
    // The shape.
    ['w=40;80&basePixels=40', ['basePixels']],
    ['w=40;80&basePixels=40&as=img', []],
    ['w=40&densities=1x;2x&basePixels=40&as=img', ['basePixels']],
    ['w=40&placeholder=lqip', ['placeholder']],
    ['w=40&placeholder=lqip&as=img', []],
    ['w=40&sizes=50vw', ['sizes']],
    ['w=40&sizes=50vw&as=metadata', ['sizes']],
    ['w=40&sizes=50vw&as=html', []],
    ['w=40;80&sizes=auto&as=html', []],
    ['w=40;80&sizes=auto&loading=eager&as=html', ['sizes']],
    ['w=40;80&sizes=auto&fetchpriority=high&as=html', ['sizes']],
    ['w=40;80&sizes=auto&fetchpriority=high&loading=lazy&as=html', []],
    ['w=40;80&sizes=auto,%2050vw&loading=eager&as=html', []],
    ['w=40&alt=x&class=y&loading=eager&decoding=sync&fetchpriority=high&as=html', []],
    ['w=40&alt=x&as=picture', ['alt']],
    ['w=40&class=y&loading=eager', ['class', 'loading']],
    ['w=40&decoding=sync&fetchpriority=high&as=img', ['decoding', 'fetchpriority']],
    // Lists: what has an effect on one output has an effect.
    ['format=png;webp&quality=50', []],
    ['format=png;gif&quality=50', ['quality']],
    ['format=webp&lossless=true;false&quality=50', []],
    ['w=40&format=jpg;webp&animated=true;false', []],
  ])('%s: %j', async (query, idle) => {
    expect(await idleOf(`pattern.jpg?${query}`)).toEqual(idle)
  })

  test('where the picture’s own format makes it idle, unless the query names the format', async () => {
    expect(await idleOf('small.png?quality=50')).toEqual(['quality'])
    expect(await idleOf('small.png?quality=50&format=webp')).toEqual([])
  })

  test('with where it stands', async () => {
    const [warning] = await warningsOf('pattern.jpg?w=40&fit=cover&format=webp', pipeline)
    expect(warning).toMatchObject({ severity: 'warning', span: { start: 5, end: 14 } })
  })

  test('only when the query itself says it', async () => {
    const { pipeline: own } = recordedPipeline({ defaults: { fit: 'contain' }, presets: { art: { quality: 50 } } })
    expect(await warningsOf('pattern.jpg?w=40&preset=art&format=png', own)).toEqual([])
  })

  test('unless it has one where a media query holds', async () => {
    const { pipeline: own } = recordedPipeline({
      presets: { art: { w: 40, sources: [{ media: '(max-width: 600px)', h: 40 }] } },
    })
    expect(await warningsOf('pattern.jpg?preset=art&position=top&as=picture', own)).toEqual([])
    expect(await warningsOf('pattern.jpg?preset=art&kernel=nearest&as=picture', own)).toEqual([])
  })
})

test('a quality counts on jpeg, which cannot be lossless, in a product with one that can', async () => {
  const query = 'w=40&lossless&quality=50&format=jpg;webp'
  expect(await outputsOf(query)).toEqual(['jpg 40×27', 'webp 40×27'])
  const result = await pipeline.plan(`${pipeline.options.root}/pattern.jpg?${query}`)
  expect(result?.plan.images.map(({ variant }) => variant.encoding)).toMatchObject([
    { format: 'jpeg', quality: { kind: 'number', value: 50 } },
    { format: 'webp', quality: { kind: 'lossless' } },
  ])
})
