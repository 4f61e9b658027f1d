// Writes the page for users of vite-imagetools from the table of differences that the end-to-end tests hold against both.
// usage: node scripts/docs/write-migration.mjs [--check]

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from '../setup/step.mjs'
import { writeOrCheck } from './generated-file.mjs'

const FOLDER = 'e2e/fixtures/imagetools'

/** Rows of a table before it is folded. */
const SHOWN = 6

const OPTIONS = [
  ['`include`, `exclude`', 'the same; where nothing is said, `.JPG` is an image too, and an SVG with a `format`'],
  [
    '`defaultDirectives`',
    'the same, as `URLSearchParams` or as a function of `(url, metadata)`; a key of the query that the function asks for is its own',
  ],
  ['`removeMetadata`', 'the same; `false` is `keepMetadata=all` for every import that asks for something'],
  ['`namedExports`', 'the same; where nothing is said, as Vite’s `json.namedExports`'],
  ['`cache`', '`enabled`, `dir` and `retention`; the folder is `node_modules/.cache/lazy-image` where none is given'],
  ['`resolveConfigs`', 'the same'],
  [
    '`extendOutputFormats`',
    'the same, but for `image`: formats get `src`, `info`, `config`, `transforms` and `sharpMetadata`, may call the built-in ones, and [ask for placeholders](#names-and-types)',
  ],
  [
    '`extendTransforms`',
    'an error: [own directives](#on-to-the-plugin-itself) say what is wanted in the words of the language',
  ],
]

const NAMES = [
  [
    '`urlFormat` `srcsetFormat` `imgFormat` `pictureFormat` `metadataFormat` `builtinOutputFormats`',
    'the same: own formats stand on them',
  ],
  ['`parseURL` `extractEntries` `resolveConfigs`', 'the same'],
  ['`fitValues` `kernelValues` `positionValues` `positionShorthands`', 'the same'],
  [
    '`getBackground` `getEffort` `getFit` `getKernel` `getLossless` `getPosition` `getProgressive` `getQuality`',
    'the same',
  ],
  [
    '`builtins` `generateTransforms` and the transforms (`resize`, `format`, …)',
    'tell which steps directives ask for; calling a step is an error, because there is no sharp object',
  ],
  ['`applyTransforms`, and `getMetadata` and `setMetadata` of older versions', 'an error: there is no sharp object'],
  [
    '`Picture` `Img` `OutputFormat` `ProcessedImage` `ImageConfig` `VitePluginOptions` and the other types',
    'the same, but that `image` of `ProcessedImage` is `never`',
  ],
]

const GENERAL = [
  'An output to which no code has a URL is neither made nor written: `as=metadata:width;height` costs no file.',
  'In a manifest, `src/a.jpg` is the first import of it and `src/a.jpg?w=400` each one by itself, where there the last of several widths is all that is left.',
  'An import that nothing uses in the end writes no file, unless a manifest lists it.',
  '`median` comes behind `blur` and `sharpen`, where sharp has it before them; a bare `?median` is a window of 3 by 3 pixels, and nothing there.',
  'A source without `format` keeps its extension: `a.jpg?w=400` becomes `a-….jpg`, and not `a-….jpeg`.',
  'Encoders are other ones: bytes and sizes of files differ.',
  'A png with a `quality` has as few colours as that needs, up to 256, as there; its `effort` alone takes none away. Under `lazyImage()` it stays lossless, unless `lossless=false` is said beside the quality.',
  'What vite-imagetools has no directive for (`placeholder`, `trim`, `crop`, `maxBytes`, `preset`, …) has a meaning here. A value that breaks its rule is told and ignored, as all of it is there; no such key ends a build.',
  '`&imagetools`, by which TypeScript may know its imports, is silent. Equal warnings are told once, with the number of their imports.',
  'An animation keeps its frames where the format can hold them; `animated=false` takes the first one.',
]

const read = async name => JSON.parse(await readFile(join(ROOT, FOLDER, name), 'utf8'))
const { reasons, records } = await read('differences.json')
const cases = [...(await read('recorded.json')).cases, ...(await read('further.json')).cases]
const theirs = new Map(cases.map(record => [idOf(record), record]))

await writeOrCheck('docs/migration.md', page())

function page() {
  return `<!-- Written by scripts/docs/write-migration.mjs from ${FOLDER}/differences.json; do not edit. -->

# From vite-imagetools

Three lines:

\`\`\`diff
  npm install --save-dev @lazy-image/vite-plugin
- import { imagetools } from 'vite-imagetools'
+ import { imagetools } from '@lazy-image/vite-plugin'
\`\`\`

\`imagetools()\` takes the options of vite-imagetools 12 and reads queries as that does. What it does otherwise is listed
below, all of it: ${theirs.size} queries and options were run through vite-imagetools 12.0.1, ${theirs.size - changed().length} of them come to the same without
a word, ${changed().length} to the same with a warning or to something better. A test holds both against each other.

## By one command

\`\`\`sh
npx @lazy-image/cli migrate --dry-run
npx @lazy-image/cli migrate
\`\`\`

The first prints a diff, the second writes it; then run the install of your package manager. Every image request that the files write is
planned twice, as vite-imagetools reads it and by [\`lazyImage()\`](#on-to-the-plugin-itself), and nothing is guessed:

| what is found | what becomes of it |
| --- | --- |
| every request comes to the same pictures | \`lazyImage()\`, with \`defaultDirectives\` as \`defaults\` |
| a query, or \`defaultDirectives\`, breaks a rule | the words that come to the same: \`?w=400px&lazy&format=webp\` is \`?w=400&format=webp\` |
| an option is a function, a query is put together when the code runs, a picture is missing, a module declaration of yours knows a query by its end | \`imagetools()\` of lazy-image, and the place that is in the way |
| \`extendTransforms\`, a format of yours that reads pixels | left as it is, with all of its project, and listed |
| an option that vite-imagetools does not know | taken out |
| imports of vite-imagetools and imagetools-core, also of types, in comments and in components | from \`@lazy-image/vite-plugin\` |
| \`vite-imagetools/client\` in a reference or in \`types\` of tsconfig.json | \`@lazy-image/vite-plugin/client\`, unless declarations of yours say the same |
| \`vite-imagetools\` in package.json | \`@lazy-image/vite-plugin\`; \`sharp\` goes where nothing else uses it |
| \`@sveltejs/enhanced-img\` | stays, with an override that puts lazy-image under it |

Configurations of Vite, SvelteKit, Astro, Nuxt and of several packages are read alike: it is the call that counts, wherever it stands. Have
the packages of the project installed, because Vite tells its aliases. With changes that git has not committed it writes nothing unless
\`--force\` is given; \`--json\` tells all of it to programs. The exit code is 0 when nothing is left to do by hand, 1 when something is, and 2 when
nothing was done. Images that stylesheets and pages name are followed here; vite-imagetools leaves them to Vite, directives and all.

## Names and types

\`@lazy-image/vite-plugin\` exports what vite-imagetools does, and so does \`@lazy-image/vite-plugin/imagetools\`, which has no
default export.

${table(['name', ''], NAMES)}
An own output format knows no pixels, because it runs before any image is made. What shows only then it asks for:
\`image.placeholder()\` stands for a tiny picture as a data URI, \`image.placeholder('color')\` for \`#rrggbb\`, and so do
\`'thumbhash'\`, \`'blurhash'\` and \`'palette'\`, whatever the query says. Its members can be read flat too, as up to
vite-imagetools 11: \`image.width\`, \`image.format\`, \`image.pixelDensityDescriptor\`.

Types of imports are not by module declarations of yours alone: \`/// <reference types="@lazy-image/vite-plugin/client" />\` knows
the shapes by the end of a query, and \`lazy-image.d.ts\`, which the plugin keeps in a project with a tsconfig.json, each import
exactly. \`*&imagetools\` of your own goes on.

## Options

${table(['option', ''], OPTIONS)}
An option of another name is an error that names the nearest one.

## On to the plugin itself

The default export, \`lazyImage()\`, has options of its own, among them presets, art direction and own directives. It stops at
mistakes: where \`imagetools()\` tells a value that breaks its rule and goes on, \`lazyImage()\` ends the build, unless its option
\`strict\` is \`'warn'\` or \`'compat'\`. [directives.md](directives.md) lists the language.

| \`imagetools()\` | \`lazyImage()\` |
| --- | --- |
| \`defaultDirectives: new URLSearchParams('format=webp')\` | \`defaults: { format: 'webp' }\` |
| \`defaultDirectives: (url, metadata) => …\` | \`defaults: (path, facts, query) => …\` |
| \`removeMetadata: false\` | \`defaults: (path, facts, query) => (query.size > 0 ? { keepMetadata: 'all' } : undefined)\` |
| \`resolveConfigs: entries => …\` | \`combine: lists => …\` |
| \`extendOutputFormats: builtins => ({ ...builtins, own: args => images => … })\` | \`outputs: { own: (images, keys) => … }\` |
| \`extendTransforms: builtins => [...builtins, own]\` | \`directives: { own: { expand: value => ({ w: value, format: 'webp' }) } }\` |
| \`cache: { enabled: false }\` | \`cache: false\` |

## Everywhere

${GENERAL.map(text => `- ${text}`).join('\n')}

## Every difference

URLs are written \`<name WxH>\`, with the size of the file. The last column is what \`lazyImage()\` does where it differs.

${Object.entries(reasons).map(section).join('\n')}`
}

/** Records that do not come to the same without a word. */
function changed() {
  return Object.keys(records)
}

function section([because, { title, text }]) {
  const rows = Object.entries(records)
    .filter(([, difference]) => difference.because === because)
    .map(([id, { ours, lazyImage }]) => {
      const record = theirs.get(id)
      return [
        code(id.replace(/^\.\//, '')),
        'error' in record ? 'error' : code(JSON.stringify(record.value ?? null)),
        outcome(ours),
        lazyImage === undefined ? '' : outcome(lazyImage),
      ]
    })
  const head = ['import', 'vite-imagetools', '`imagetools()`', '`lazyImage()`']
  const shown = table(head, rows.slice(0, SHOWN))
  const folded =
    rows.length <= SHOWN
      ? ''
      : `<details><summary>${rows.length - SHOWN} more</summary>\n\n${table(head, rows.slice(SHOWN))}\n</details>\n`
  return `### ${title}\n\n${text}\n\n${shown}${folded === '' ? '' : `\n${folded}`}`
}

function outcome({ value, names, error, told }) {
  if (error !== undefined) return `error ${error}`
  const result = value === undefined && names === undefined ? 'the same' : code(JSON.stringify(value))
  return told === undefined ? result : `${result}; told: ${told.join(', ')}`
}

function idOf({ query, options }) {
  return options === undefined ? query : `${query} ${JSON.stringify(options)}`
}

function code(text) {
  const fence = text.includes('`') ? '``' : '`'
  return `${fence}${text}${fence}`
}

function table(head, rows) {
  const line = cells => `| ${cells.map(cell => String(cell).replaceAll('|', '\\|')).join(' | ')} |`
  return `${[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')}\n`
}
