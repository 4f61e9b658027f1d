const FORMATS = ['avif', 'webp', 'jpeg', 'avif', 'webp']

/** Names of a thousand pictures in forty folders. */
export const PICTURES = Array.from(
  { length: 1000 },
  (_, index) => `src/group-${index % 8}/set-${index % 5}/picture-${index}.jpg`,
)

/**
 * A report that is made up: five outputs of each picture, in three formats.
 *
 * @param {readonly string[]} names of pictures, from the root.
 * @returns {import('@lazy-image/core').ReportData}
 */
export function makeUpReport(names) {
  return {
    format: 'lazy-image-report',
    version: 1,
    root: '.',
    madeAt: '2026-01-02T03:04:05.000Z',
    sources: names.map((file, index) => ({
      file,
      bytes: 900_000 + index,
      width: 1600,
      height: 1000,
      format: 'jpeg',
      quality: 72,
    })),
    outputs: names.flatMap((_, source) =>
      FORMATS.map((format, at) => ({
        ...{ source, format, width: 300 * (at + 1), height: 200 * (at + 1), key: `${source}-${at}` },
        file: `dist/${source}-${at}.${format}`,
        bytes: 4000 + ((source * 7919 + at * 104_729) % 90_000),
        ...{ quality: 50 + at, isTooFine: false, score: at === 1 ? 81.5 : null, isSource: false },
        from: source % 4 === 0 ? 'made' : 'disk',
        encodeMs: 40 + at,
        times: source % 4 === 0 ? { decode: 10, resize: 2, operate: 0, encode: 40 } : null,
        sides: source % 3 === 0 ? ['client', 'ssr'] : ['client'],
        ...{ places: [source % 50], variant: 0, encoding: 0 },
      })),
    ),
    places: Array.from({ length: 50 }, (_, index) => ({
      ...{ file: `src/pages/page-${index}.jsx`, line: index + 1, column: 18, specifier: './a.jpg?w=300' },
    })),
    ...{ variants: ['{}'], encodings: ['{}'], measured: [] },
    pages: [],
    findings: [
      {
        ...{ budget: 'budgets[0]', rule: 'maxBytes', severity: 'warn', allowed: 100, received: 4000 },
        ...{ message: 'is <b>too</b> large', output: 7, place: 3 },
      },
    ],
  }
}
