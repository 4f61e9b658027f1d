import { except, flag, number, rows, words } from './families.js'
import { again, bad, type Kind, means, type Row, unknown } from './row.js'

/** Names that the rows of `preset` refer to. */
export const PRESETS = { hero: { h: 30 } }

const BOX = 'w=40&h=30'

const sides = ['w', 'h'].flatMap(name =>
  except(number(name, 'format=webp', '40', 'ignored'), {
    // There the digits at the start are read.
    wrongCase: [`${name}=4E1`, bad('"4E1"', '4')],
  }),
)

const colours = (name: string, context: string, compat: 'ignored' | 'refused') => {
  const other = compat === 'ignored' ? 'absent' : 'refused'
  return rows(name, context, {
    missing: [name, bad('nothing', 'absent')],
    empty: [`${name}=`, bad('nothing', 'absent')],
    repeated: [`${name}=red&${name}=blue`, again('0000ff')],
    negative: [`${name}=-1`, bad('"-1"', other)],
    zero: [`${name}=0`, bad('"0"', other)],
    huge: [`${name}=99999999999`, bad('"99999999999"', other)],
    nonNumeric: [`${name}=redd`, bad('"redd"', other, { nearest: 'red' })],
    // CSS knows no difference.
    wrongCase: [`${name}=RED`, means('ff0000')],
    wrongKeyCase: [`${name.toUpperCase()}=red`, unknown(name)],
    emptyMember: [`${name}=red;`, bad('nothing', 'ff0000', { meaning: 'ff0000' })],
    percentEncoded: [`${name}=%23f00`, means('ff0000')],
    hash: [`${name}=#f00`, means('ff0000')],
  })
}

/** A number, or on and off: a bare key is the usual strength, and only some of them can be nothing. */
const amounts = (name: string, usual: string, zero: string, compat: 'ignored' | 'refused') =>
  except(number(name, 'w=40', '10', compat, { taken: { zero } }), {
    missing: [name, means(usual)],
    empty: [`${name}=`, means(usual)],
    wrongCase: [`${name}=TRUE`, bad('"TRUE"', compat === 'ignored' ? 'absent' : 'refused', { nearest: 'true' })],
  })

/** What vite-imagetools makes of values where it is not what the family of their directive says. */
const AS_IMAGETOOLS: Readonly<Record<string, Partial<Record<Kind, string>>>> = {
  w: { negative: 'refused', huge: '65535' },
  h: { negative: 'refused', huge: '65535' },
  format: { wrongCase: 'webp' },
  quality: {
    missing: 'absent',
    empty: 'absent',
    zero: 'absent',
    nonNumeric: 'absent',
    wrongCase: 'absent',
    emptyMember: '50',
    hash: 'absent',
  },
  effort: {
    missing: 'absent',
    empty: 'absent',
    nonNumeric: 'absent',
    wrongCase: 'absent',
    emptyMember: 'max',
    hash: 'absent',
  },
  rotate: { huge: '99999999999', wrongCase: '1' },
  background: { negative: 'refused', zero: 'refused', huge: 'refused', nonNumeric: 'refused' },
  blur: { negative: 'refused', huge: 'refused' },
  median: { negative: 'refused', huge: 'refused' },
  hue: { huge: '99999999999', wrongCase: '1' },
  saturation: { negative: 'refused', huge: '99999999999', wrongCase: '10' },
  brightness: { negative: 'refused', huge: '99999999999', wrongCase: '10' },
  inline: { negative: 'true', huge: 'true', nonNumeric: 'true', wrongCase: 'true', emptyMember: 'true', hash: 'true' },
  basePixels: {
    negative: 'absent',
    huge: '99999999999',
    nonNumeric: 'absent',
    wrongCase: '10',
    emptyMember: 'absent',
    hash: 'absent',
  },
}

const BY_FAMILY: readonly Row[] = [
  ...sides,
  ...except(number('aspect', 'w=40', '10', 'ignored'), {
    percentEncoded: ['aspect=16%3A9', means('1.7777777777777777')],
    negative: ['aspect=-16:-9', bad('"-16:-9"', 'absent')],
    zero: ['aspect=0:9', bad('"0:9"', 'absent')],
  }),
  ...words('fit', BOX, 'contain', 'ignored'),
  ...except(words('position', BOX, 'top', 'ignored'), {
    repeated: ['position=left&position=top', again('0.5,0')],
    negative: ['position=-0.1,0.5', bad('"-0.1,0.5"', 'absent')],
    zero: ['position=0,0', means('0,0')],
    huge: ['position=0.5,99999999999', bad('"0.5,99999999999"', 'absent')],
    emptyMember: ['position=top;', bad('nothing', '0.5,0', { meaning: '0.5,0' })],
    percentEncoded: ['position=%74op', means('0.5,0')],
  }),
  ...words('kernel', 'w=40', 'nearest', 'ignored'),
  ...flag('allowUpscale', 'w=4000', 'ignored'),
  ...flag('withoutEnlargement', 'w=40', 'ignored'),
  ...flag('withoutReduction', 'w=40', 'ignored'),
  ...except(number('densities', 'w=40', '10', 'refused', { meaning: '10x' }), {
    wrongCase: ['densities=2X', bad('"2X"', 'refused')],
  }),
  ...rows('crop', 'w=40', {
    missing: ['crop', bad('nothing', 'refused')],
    empty: ['crop=', bad('nothing', 'refused')],
    repeated: ['crop=0,0,9,9&crop=0,0,50,50', again('0,0,50,50')],
    negative: ['crop=-1,0,50,50', bad('"-1,0,50,50"', 'refused')],
    zero: ['crop=0,0,0,50', bad('"0,0,0,50"', 'refused')],
    huge: ['crop=0,0,99999999999,50', bad('"0,0,99999999999,50"', 'refused')],
    nonNumeric: ['crop=a,b,c,d', bad('"a,b,c,d"', 'refused')],
    wrongCase: ['crop=0,0,50PX,50', bad('"0,0,50PX,50"', 'refused')],
    wrongKeyCase: ['Crop=0,0,50,50', unknown('crop')],
    emptyMember: ['crop=0,0,50,50;', bad('nothing', 'refused', { meaning: '0,0,50,50' })],
    percentEncoded: ['crop=0%2C0,10%25,50', means('0,0,10%,50')],
    hash: ['crop=#0,0,50,50', bad('"#0,0,50,50"', 'refused')],
  }),
  ...amounts('trim', '10', '0', 'refused'),
  ...words('format', 'w=40', 'webp', 'refused', { nothing: 'ignored' }),
  ...except(number('quality', 'w=40', '50', 'refused'), {
    huge: ['quality=101', bad('"101"', 'refused')],
    wrongCase: ['quality=TARGET:75', bad('"TARGET:75"', 'refused')],
  }),
  ...except(words('effort', 'format=webp&w=40', 'max', 'refused'), { zero: ['effort=0', means('0')] }),
  ...flag('lossless', 'format=webp&w=40', 'ignored'),
  ...flag('progressive', 'w=40', 'ignored'),
  ...words('chroma', 'w=40', 'auto', 'refused'),
  ...except(number('maxBytes', 'format=webp&w=40', '50', 'refused'), {
    // Units may be written in any case.
    wrongCase: ['maxBytes=50KB', means('50000')],
  }),
  ...number('rotate', 'w=40', '90', 'ignored', { taken: { negative: '-90', zero: '0' } }),
  ...['flip', 'flop', 'grayscale', 'invert', 'normalize'].flatMap(name => flag(name, 'w=40', 'ignored')),
  ...flag('flatten', 'format=png&w=40', 'ignored'),
  ...colours('background', 'format=jpg&w=40', 'ignored'),
  ...amounts('blur', '0.8', 'false', 'ignored'),
  ...amounts('sharpen', '0.8', 'false', 'ignored'),
  ...amounts('median', '3', 'false', 'ignored'),
  ...number('hue', 'w=40', '90', 'ignored', { taken: { negative: '-90', zero: '0' } }),
  ...['saturation', 'brightness', 'contrast'].flatMap(name =>
    number(name, 'w=40', '10', 'ignored', { taken: { zero: '0' } }),
  ),
  ...colours('tint', 'w=40', 'refused'),
  ...flag('noAutoOrient', 'w=40', 'refused'),
  ...flag('animated', 'format=webp&w=40', 'refused'),
  ...except(words('keepMetadata', 'w=40', 'icc', 'refused'), {
    missing: ['keepMetadata', means('all')],
    empty: ['keepMetadata=', means('all')],
    zero: ['keepMetadata=0', means('none')],
  }),
  ...words('colorspace', 'format=webp&w=40', 'p3', 'refused'),
  ...words('hdr', 'format=avif&w=40', 'keep', 'refused'),

  ...words('as', 'w=40', 'img', 'ignored', { isListed: false }),
  ...flag('inline', 'w=40', 'refused', false),
  ...words('placeholder', 'w=40&as=img', 'lqip', 'refused', { isListed: false }),
  ...except(number('basePixels', 'w=40;80&as=img', '40', 'refused'), {
    missing: ['basePixels', bad('nothing', 'absent')],
    empty: ['basePixels=', bad('nothing', 'absent')],
    zero: ['basePixels=0', bad('"0"', 'absent')],
    emptyMember: ['basePixels=40;', bad('"40;"', 'refused')],
  }),
  ...rows('sizes', 'w=40;80&as=img', {
    missing: ['sizes', bad('nothing', 'refused')],
    empty: ['sizes=', bad('nothing', 'refused')],
    repeated: ['sizes=50vw&sizes=100vw', again('100vw')],
    negative: ['sizes=-50vw', bad('"-50vw"', 'refused')],
    zero: ['sizes=0', means('0')],
    huge: ['sizes=99999999999', bad('"99999999999"', 'refused')],
    nonNumeric: ['sizes=abc', bad('"abc"', 'refused')],
    // CSS knows no difference.
    wrongCase: ['sizes=50VW', means('50VW')],
    wrongKeyCase: ['Sizes=50vw', unknown('sizes')],
    emptyMember: ['sizes=50vw,', bad('"50vw,"', 'refused')],
    percentEncoded: ['sizes=50%25', bad('"50%"', 'refused')],
    hash: ['sizes=#50vw', bad('"#50vw"', 'refused')],
  }),
  ...['alt', 'class'].flatMap(name =>
    rows(name, 'w=40&as=html', {
      missing: [name, name === 'alt' ? means('') : bad('nothing', 'absent')],
      empty: [`${name}=`, name === 'alt' ? means('') : bad('nothing', 'absent')],
      repeated: [`${name}=a&${name}=b`, again('b')],
      // Any text is one.
      negative: [`${name}=-1`, means('-1')],
      zero: [`${name}=0`, means('0')],
      huge: [`${name}=99999999999`, means('99999999999')],
      nonNumeric: [`${name}=abc`, means('abc')],
      wrongCase: [`${name}=ABC`, means('ABC')],
      wrongKeyCase: [`${name.toUpperCase()}=a`, unknown(name)],
      emptyMember: [`${name}=a;`, means('a;')],
      percentEncoded: [`${name}=a%20b`, means('a b')],
      hash: [`${name}=#a`, means('#a')],
    }),
  ),
  ...words('loading', 'w=40&as=html', 'eager', 'ignored', { isListed: false }),
  ...words('decoding', 'w=40&as=html', 'auto', 'ignored', { isListed: false }),
  ...words('fetchpriority', 'w=40&as=html', 'high', 'ignored', { isListed: false }),
  ...rows('media', 'w=40&as=html', {
    missing: ['media', bad('nothing', 'refused')],
    empty: ['media=', bad('nothing', 'refused')],
    repeated: ['media=print:small.png&media=screen:small.png', again('screen:small.png')],
    negative: ['media=-1:small.png', bad('"-1:small.png"', 'refused')],
    zero: ['media=0', bad('"0"', 'refused')],
    huge: ['media=99999999999', bad('"99999999999"', 'refused')],
    nonNumeric: ['media=dakr:small.png', bad('"dakr:small.png"', 'refused', { nearest: 'dark' })],
    // CSS knows no difference.
    wrongCase: ['media=PRINT:small.png', means('PRINT:small.png')],
    wrongKeyCase: ['Media=print:small.png', unknown('media')],
    emptyMember: ['media=print:small.png;', bad('"print:small.png;"', 'refused')],
    percentEncoded: ['media=print%3Asmall.png', means('print:small.png')],
    hash: ['media=#print:small.png', bad('"#print:small.png"', 'refused', { nearest: 'print' })],
  }),
  ...words('preset', 'w=40', 'hero', 'refused', { isListed: false }),
]

/** What vite-imagetools has no directive for: it overlooks whatever is said of it. */
const LACKING: ReadonlySet<string> = new Set([
  'densities',
  'crop',
  'trim',
  'chroma',
  'maxBytes',
  'animated',
  'keepMetadata',
  'colorspace',
  'hdr',
  'placeholder',
  'sizes',
  'media',
  'preset',
])

/** Every directive with all that can be wrong with it. */
export const ROWS: readonly Row[] = BY_FAMILY.map(row => {
  const { directive, kind, outcome } = row
  const compat = AS_IMAGETOOLS[directive]?.[kind] ?? (LACKING.has(directive) ? outcome.meaning : outcome.compat)
  return { ...row, outcome: { ...outcome, compat } }
})
