/** The pictures that examples are shown on, from the repository's root. */
const PHOTOGRAPHS = '/examples/shared/photographs'
const OWN = '/docs/site/pictures'
const PICTURES = {
  van: `${PHOTOGRAPHS}/coffee-van.jpg`,
  hut: `${PHOTOGRAPHS}/lifeguard-hut.jpg`,
  balloon: '/examples/placeholders/pictures/balloon.png',
  pixels: `${OWN}/pixels.png`,
  icon: `${OWN}/icon.png`,
  hero: `${OWN}/hero.jpg`,
  scan: `${OWN}/scan.jpg`,
  moving: `${OWN}/moving.gif`,
  hdr: '/native/engine/tests/fixtures/gain-maps/seine.jpg',
}

/**
 * What an example of a directive needs beside it to be seen: the picture, and directives that do not stand in the example
 * itself. A directive that is not listed, nor its group, is shown on the van, `w=280`.
 */
const BESIDE = {
  w: { more: '' },
  h: { more: '' },
  fit: { more: 'w=280&h=280&background=4ba3c7' },
  position: { picture: 'hut', more: 'w=280&h=140' },
  kernel: { picture: 'pixels', more: 'w=240&allowUpscale' },
  allowUpscale: { picture: 'icon', more: 'w=128' },
  densities: { more: 'w=300' },
  trim: { picture: 'scan' },
  lossless: { picture: 'balloon', more: 'w=200&format=webp' },
  quality: { more: 'w=280&format=webp' },
  effort: { more: 'w=280&format=webp' },
  chroma: { more: 'w=280' },
  maxBytes: { more: 'w=800&format=webp' },
  rotate: { more: 'w=200&background=fff0' },
  background: { picture: 'balloon', more: 'w=200&format=jpg' },
  animated: { picture: 'moving', more: 'w=160' },
  keepMetadata: { picture: 'hdr', more: 'w=280&hdr=drop' },
  hdr: { picture: 'hdr', more: 'w=280' },
  as: { more: 'w=140;280' },
  inline: { picture: 'pixels', more: 'w=16' },
  placeholder: { more: 'w=280&as=img' },
  basePixels: { more: 'w=300;600&as=srcset' },
  sizes: { more: 'w=140;280&as=html' },
  media: { picture: 'hero', more: 'w=280&as=html' },
  preset: { more: '' },
}

/** The same of all directives of a group, by its heading. */
const OF_GROUP = {
  Element: { more: 'w=280&as=html' },
}

/** Examples that need something else than the others of their directive. */
const OF_EXAMPLE = {
  'quality=80&lossless=false': { picture: 'balloon', more: 'w=200&format=png' },
  'lossless=false': { picture: 'balloon', more: 'w=200&format=png&quality=80' },
  'effort=fast': { more: 'w=280&format=avif' },
  'as=picture': { more: 'w=140;280&format=avif;webp;jpg' },
  'as=html': { more: 'w=140;280&format=avif;webp;jpg' },
  'as=metadata': { more: 'w=280' },
  'as=next': { more: 'w=280' },
}

const DEFAULT_MORE = 'w=280'

/** What says in which shape an import is: with one of them its value is shown, else its pictures. */
const SHAPED = /(?:^|&)(?:as|inline|placeholder|basePixels|sizes|preset)(?:=|&|$)/

/** What is asked of a picture so that it can be shown with what it came to. */
const FACTS = 'as=metadata:src;width;height;format;size'

/**
 * @typedef {object} Request
 * @property {string} written as a reader would write it: `coffee-van.jpg?blur=5&w=280`.
 * @property {string} specifier what the page imports.
 * @property {'pictures' | 'value'} shows facts of each output, or whatever the import evaluates to.
 */

/** @returns {Request} the request that shows an example of a directive. */
export function requestOfExample(group, directive, example) {
  const { picture = 'van', more = DEFAULT_MORE } = { ...OF_GROUP[group], ...BESIDE[directive], ...OF_EXAMPLE[example] }
  return requestOf(PICTURES[picture], more === '' ? example : `${example}&${more}`)
}

/** @returns {Request} the request of an import in a text, which names a picture of the reader's. */
export function requestOfImport(specifier) {
  const [name, query] = splitOnce(specifier, '?')
  return requestOf(/hero/.test(name) ? PICTURES.hut : PICTURES.van, query)
}

function requestOf(path, query) {
  const isShaped = SHAPED.test(query)
  return {
    written: `${path.slice(path.lastIndexOf('/') + 1)}?${query}`,
    // VitePress's server decodes URLs as a whole: a per cent sign must be a written one.
    specifier: `${path}?${isShaped ? query : `${query}&${FACTS}`}`.replaceAll(/%(?![\da-f]{2})/gi, '%25'),
    shows: isShaped ? 'value' : 'pictures',
  }
}

function splitOnce(text, mark) {
  const at = text.indexOf(mark)
  return [text.slice(0, at), text.slice(at + 1)]
}
