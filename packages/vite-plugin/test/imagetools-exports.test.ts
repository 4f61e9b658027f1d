import * as exported from '@lazy-image/vite-plugin'
import { describe, expect, test } from 'vitest'

/** What vite-imagetools 12.0.1 exports that is there when a program runs, and what versions before it did. */
const NAMES = [
  ...['applyTransforms', 'autoOrient', 'blur', 'builtinOutputFormats', 'builtins', 'extractEntries', 'fitValues'],
  ...['flatten', 'flip', 'flop', 'format', 'generateTransforms', 'getBackground', 'getEffort', 'getFit', 'getKernel'],
  ...['getLossless', 'getPosition', 'getProgressive', 'getQuality', 'grayscale', 'hsb', 'imagetools', 'imgFormat'],
  ...['invert', 'kernelValues', 'median', 'metadataFormat', 'normalize', 'parseURL', 'pictureFormat'],
  ...['positionShorthands', 'positionValues', 'resize', 'resolveConfigs', 'rotate', 'srcsetFormat', 'tint'],
  ...['urlFormat', 'getMetadata', 'setMetadata'],
]

const {
  applyTransforms,
  blur,
  builtinOutputFormats,
  builtins,
  extractEntries,
  generateTransforms,
  getBackground,
  getEffort,
  getFit,
  getLossless,
  getPosition,
  getQuality,
  parseURL,
  resolveConfigs,
} = exported

const stepsOf = (query: string) =>
  generateTransforms(Object.fromEntries(new URLSearchParams(query)), builtins, new URLSearchParams(query)).transforms

const stateOf = (format?: string) => ({
  info: { width: 1, height: 1, autoOriented: { width: 1, height: 1 } },
  transforms: format === undefined ? {} : { format },
})

test('every name of vite-imagetools is there', () => {
  expect(NAMES.filter(name => !(name in exported))).toEqual([])
})

describe('without a sharp object', () => {
  test('an id is read as a URL, and its query as lists', () => {
    const { pathname, searchParams } = parseURL('/src/a%20#1.jpg?w=100;200&as=metadata:width;height&flip')
    expect(pathname).toBe('/src/a%20%231.jpg')
    expect(extractEntries(searchParams)).toEqual([
      ['w', ['100', '200']],
      ['as', ['metadata:width;height']],
      ['flip', ['']],
    ])
  })

  test('lists multiply, the first key outermost, and what names a format asks for no output', () => {
    const entries: [string, string[]][] = [
      ['w', ['1', '2']],
      ['as', ['img']],
      ['format', ['avif', 'jpg']],
      ['picture', ['']],
    ]
    expect(resolveConfigs(entries, builtinOutputFormats)).toEqual([
      { w: '1', format: 'avif' },
      { w: '1', format: 'jpg' },
      { w: '2', format: 'avif' },
      { w: '2', format: 'jpg' },
    ])
    expect(resolveConfigs([], builtinOutputFormats)).toEqual([{}])
  })

  test('values of directives are read and noted', () => {
    const state = stateOf('webp')
    expect(getQuality({ quality: '80.7' }, state)).toBe(80)
    expect(getEffort({ effort: 'max' }, state)).toBe(6)
    expect(getFit({ contain: '' }, state)).toBe('contain')
    expect(getPosition({ position: 'north' }, state)).toBe('north')
    expect(getBackground({ background: '#fff' }, state)).toBe('#fff')
    expect(getLossless({}, state)).toBeUndefined()
    expect(state.transforms).toEqual({
      format: 'webp',
      quality: 80,
      effort: 6,
      fit: 'contain',
      position: 'north',
      backgroundDirective: '#fff',
    })
  })

  test.each([
    ['', ['autoOrientTransform']],
    ['noAutoOrient&w=0&blur=0&quality=80&flip=false', []],
    [
      'w=100&format=webp&flip&hue=90&tint=red&rotate=90&median=3&blur&grayscale=true',
      [
        ...['autoOrientTransform', 'blurTransform', 'flipTransform', 'formatTransform', 'grayscaleTransform'],
        ...['hsbTransform', 'medianTransform', 'resizeTransform', 'rotateTransform', 'tintTransform'],
      ],
    ],
  ])('the steps that directives ask for are listed: %s', (query, names) => {
    expect(stepsOf(query).map(({ name }) => name)).toEqual(names)
  })

  test('an own factory is lent what it reads', () => {
    const own: exported.TransformFactory = ({ spotify }, context) => {
      if (spotify !== undefined) context?.useParam('spotify')
      return undefined
    }
    const { transforms, parametersUsed } = generateTransforms({ spotify: '' }, [own], new URLSearchParams())
    expect([transforms, [...parametersUsed]]).toEqual([[], ['spotify']])
  })
})

test('what takes a sharp object is refused when it is called, with what to do', () => {
  const step = blur({ blur: '3' })
  expect(() => step?.(stateOf(), {})).toThrow(
    /^The transform blur of vite-imagetools works on a sharp object, .* a query/,
  )
  expect(() => applyTransforms()).toThrow(/^applyTransforms\(\) of vite-imagetools works on a sharp object/)
})
