import fc from 'fast-check'

const word = (...words: readonly string[]) => fc.constantFrom(...words)
const flag = word('', 'true', 'false', '1', '0')
const digits = (most: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: most })

const integer = (min: number, max: number) =>
  fc.tuple(fc.integer({ min, max }), word('', '', '0', '00')).map(([value, zeros]) => {
    const text = String(value)
    return text.startsWith('-') ? `-${zeros}${text.slice(1)}` : zeros + text
  })

/** Up to nine digits behind the point, of which the last may be zeros or missing. */
const decimal = (least: number, most: number) =>
  fc
    .tuple(fc.integer({ min: Math.floor(least), max: most }), fc.boolean(), digits(9))
    .map(([whole, hasPoint, behind]) => (hasPoint ? `${whole}.${behind}` : String(whole)))
    .filter(text => Number(text) >= least && Number(text) <= most)

const fraction = fc.oneof(word('0', '1', '1.0', '.5', '0.000000001', '0.0000000123456789'), decimal(0, 1))

const pixels = fc.oneof(
  integer(0, 70_000),
  integer(1, 900).map(text => `${text}px`),
)
const percent = decimal(0, 100).map(text => `${text}%`)
const length = fc.oneof(pixels, percent)
const side = length.filter(text => Number.parseFloat(text) > 0)

const hex = (...lengths: number[]) =>
  fc.oneof(
    ...lengths.map(length =>
      fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEF'), minLength: length, maxLength: length }),
    ),
  )
const colour = fc.oneof(
  hex(3, 4, 6, 8),
  hex(3, 4, 6, 8).map(text => `#${text}`),
  word('red', 'RebeccaPurple', 'transparent', 'TRANSPARENT', 'gray', 'grey'),
  word('rgb(255 170 34)', 'rgb(none 0 0)', 'rgb(300 -5 1e3)', 'hsl(120,50%,50%)', 'hsl(none none none / none)'),
  word('rgba(0,0,0,0.5)', 'lab(50% none 20)', 'color(srgb none 1 1)', 'color(display-p3 1 0 0)', 'oklch(0.7 0.3 20)'),
  fc
    .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 100 }))
    .map(([red, alpha]) => `rgb(${red} 10 20 / ${alpha}%)`),
)

const sides: readonly string[] = ['top', 'bottom', 'left', 'right']
const corner = fc
  .tuple(word('top', 'bottom'), word('left', 'right'), word('-', '_', ' '), fc.boolean())
  .map(([down, across, between, isReversed]) => (isReversed ? [across, down] : [down, across]).join(between))
const compass = ['north', 'east', 'south', 'west', 'northeast', 'southeast', 'southwest', 'northwest']

const amount = (number: fc.Arbitrary<string>) => fc.oneof(number, word('', 'true', 'false'))

/** Options under which every text of these is good. */
export const OPTIONS_FOR_TEXTS = {
  presets: { hero: { w: 40 }, 'größe 1': {} },
  outputs: { mine: () => null },
}

/** Texts that each directive takes, in as many spellings as there are. */
export const TEXTS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  w: integer(1, 65_535),
  h: integer(1, 65_535),
  aspect: fc.oneof(
    fc.tuple(integer(1, 99), word(':', '/'), integer(1, 99)).map(parts => parts.join('')),
    fc.tuple(decimal(1, 9), word(':', '/'), decimal(1, 9)).map(parts => parts.join('')),
    decimal(0.001, 1000),
    word('1.7777777777777777', '0.5625', '1000:1', '1:1000', '.75'),
  ),
  fit: word('cover', 'contain', 'fill', 'inside', 'outside'),
  position: fc.oneof(
    word(...sides, ...compass, 'center', 'centre', 'entropy', 'attention'),
    corner,
    fc.tuple(fraction, fraction).map(point => point.join(',')),
  ),
  kernel: word('nearest', 'cubic', 'mitchell', 'lanczos2', 'lanczos3'),
  allowUpscale: flag,
  withoutEnlargement: flag,
  withoutReduction: flag,
  densities: fc.tuple(decimal(0.1, 10), word('', 'x')).map(parts => parts.join('')),
  crop: fc.tuple(length, length, side, side).map(parts => parts.join(',')),
  trim: amount(integer(0, 255)),
  format: word('avif', 'webp', 'jpg', 'jpeg', 'png', 'gif', 'tiff', 'tif', 'auto'),
  quality: fc.oneof(
    integer(1, 100),
    integer(1, 100).map(text => `target:${text}`),
  ),
  effort: fc.oneof(integer(0, 10), word('min', 'max', 'best', 'default', 'fast', 'faster', 'draft')),
  lossless: flag,
  progressive: flag,
  chroma: word('444', '420', 'auto'),
  maxBytes: fc.oneof(
    fc.integer({ min: 50, max: 1_000_000_000 }).map(String),
    fc.tuple(decimal(1, 900), word('kB', 'KB', 'kb', 'MB', 'mb')).map(([number, unit]) => number.slice(0, 8) + unit),
    word('50b', '51B', '0.0003MB', '4.35kB', '1.005MB'),
  ),
  rotate: decimal(-3600, 3600),
  flip: flag,
  flop: flag,
  grayscale: flag,
  invert: flag,
  normalize: flag,
  flatten: flag,
  background: colour,
  blur: amount(decimal(0.3, 1000)),
  sharpen: amount(decimal(0.3, 10)),
  median: amount(integer(1, 51)),
  hue: decimal(-3600, 3600),
  saturation: decimal(0, 100),
  brightness: decimal(0, 100),
  contrast: decimal(0, 100),
  tint: colour,
  noAutoOrient: flag,
  animated: flag,
  keepMetadata: fc.oneof(word('none', 'icc', 'copyright', 'all', ''), flag),
  colorspace: word('srgb', 'p3', 'keep'),
  hdr: word('drop', 'keep'),
  as: fc.oneof(
    word(
      'url',
      'srcset',
      'img',
      'picture',
      'metadata',
      'meta',
      'html',
      'next',
      'responsive',
      'preload',
      'mine',
      'mine:a;b',
      'mine:',
    ),
    fc
      .subarray(['format', 'width', 'src', 'size', 'frames'], { minLength: 1 })
      .chain(keys => fc.shuffledSubarray(keys, { minLength: keys.length }))
      .map(keys => `metadata:${keys.join(';')}`),
  ),
  inline: flag,
  placeholder: word('lqip', 'blurhash', 'thumbhash', 'color', 'palette', 'css'),
  basePixels: integer(1, 65_535),
  sizes: word(
    '100vw',
    '0',
    '.5em',
    '(max-width: 600px) 100vw, 50vw',
    '(min-width: 10em) and (not (orientation: portrait)) 40VW, 300px',
    'auto',
    'auto, 10em',
    'calc(100vw - 2rem)',
    '(width > 1px) min(100vw, calc(3 * (10px + 2em))), 1px',
  ),
  alt: fc.oneof(word(''), fc.string({ unit: 'grapheme' })),
  class: fc.oneof(word('a', 'a  b '), fc.string({ unit: 'grapheme' })).filter(text => text.trim() !== ''),
  loading: word('lazy', 'eager'),
  decoding: word('async', 'sync', 'auto'),
  fetchpriority: word('high', 'low', 'auto'),
  media: fc
    .array(
      fc
        .tuple(
          word(
            'dark',
            'Light ',
            'print',
            'dark and (max-width: 600px)',
            'not (hover)',
            'only screen and landscape',
            '(a: b) or (not (c: d)), portrait',
            '((min-width: 1px) and (orientation: portrait))',
          ),
          word('a.jpg', './b c.png', '../c/d.webp', ' ./e:f.jpg'),
        )
        .map(parts => parts.join(':')),
      { minLength: 1, maxLength: 3 },
    )
    .map(parts => parts.join(';')),
  preset: word('hero', 'größe 1'),
}

/** Directives that take any text. */
export const FREE_TEXTS: readonly string[] = ['alt', 'class']
