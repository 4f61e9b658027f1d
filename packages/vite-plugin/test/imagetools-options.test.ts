import { imagetools, type VitePluginOptions } from '@lazy-image/vite-plugin/imagetools'
import { describe, expect, test } from 'vitest'

/** The refusal of options, which TypeScript would refuse too. */
function refusalOf(options: object): unknown {
  try {
    imagetools(options as Partial<VitePluginOptions>)
  } catch (error) {
    return error
  }
  return undefined
}

describe('options of vite-imagetools', () => {
  test('are taken as they are documented', () => {
    const plugin = imagetools({
      include: ['**/*.jpg?*', /\.png/],
      exclude: 'public/**/*',
      defaultDirectives: new URLSearchParams('format=webp'),
      extendOutputFormats: builtins => ({ ...builtins, own: () => images => images.length }),
      resolveConfigs: () => undefined,
      removeMetadata: false,
      namedExports: false,
      cache: { enabled: true, dir: 'images', retention: 3600 },
    })
    expect(plugin).toMatchObject({ name: 'lazy-image', enforce: 'pre' })
    expect(imagetools()).toMatchObject({ name: 'lazy-image' })
  })

  test.each<[options: object, message: RegExp]>([
    [
      { includes: '**' },
      /^Unknown option includes of imagetools\(\); known here: include, .*; did you mean include\?$/,
    ],
    [{ defaultDirective: 1 }, /did you mean defaultDirectives\?$/],
    [{ cache: { enable: true } }, /^Unknown option cache\.enable .*; did you mean enabled\?$/],
    [{ directives: {} }, /^Unknown option directives of imagetools\(\); known here: [^;]*$/],
  ])('are refused where there are none of that name: %o', (options, message) => {
    expect(refusalOf(options)).toMatchObject({ code: 'OPTION_INVALID', message: expect.stringMatching(message) })
  })

  test.each<[options: object, message: RegExp]>([
    [{ include: 3 }, /Option include of imagetools\(\) must be a glob pattern, .* received 3 \(number\)$/],
    [{ exclude: [null] }, /Option exclude of imagetools\(\) must be a glob pattern/],
    [{ defaultDirectives: { w: 3 } }, /defaultDirectives of imagetools\(\) must be a URLSearchParams or a function/],
    [{ removeMetadata: 'no' }, /removeMetadata of imagetools\(\) must be a boolean, but received "no" \(string\)$/],
    [{ namedExports: 1 }, /namedExports of imagetools\(\) must be a boolean/],
    [{ resolveConfigs: {} }, /resolveConfigs of imagetools\(\) must be a function/],
    [{ cache: true }, /cache of imagetools\(\) must be an object/],
    [{ cache: { dir: 3 } }, /cache\.dir of imagetools\(\) must be a string/],
    [{ cache: { retention: -1 } }, /cache\.retention of imagetools\(\) must be seconds from 0/],
    [{ extendOutputFormats: () => 3 }, /extendOutputFormats\(\) of imagetools\(\) must be an object of output formats/],
    [{ extendOutputFormats: () => ({ own: 3 }) }, /extendOutputFormats\(\)\.own of imagetools\(\) must be a function/],
  ])('are refused with the rule and the value: %o', (options, message) => {
    expect(refusalOf(options)).toMatchObject({ code: 'OPTION_INVALID', message: expect.stringMatching(message) })
  })

  test.each<[options: object, message: RegExp]>([
    [
      { extendTransforms: (builtins: unknown) => builtins },
      /cannot be carried over: .* sharp .* directives of lazyImage\(\)/,
    ],
    [
      { extendOutputFormats: () => ({ url: () => () => 1 }) },
      /cannot replace url, .* give the format a name of its own/,
    ],
  ])('that cannot be carried over are refused with what to use: %o', (options, message) => {
    expect(refusalOf(options)).toMatchObject({ code: 'OPTION_INVALID', message: expect.stringMatching(message) })
  })
})
