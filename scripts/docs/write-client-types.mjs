// Writes the declarations of image imports for TypeScript, client.d.ts and client-numbers.d.ts, from the lists of shapes,
// formats, directives and placeholders.
// usage: node scripts/docs/write-client-types.mjs [--check]

import { FORMAT_SPELLINGS, FORMATS, SOURCE_ONLY_FORMATS } from '../../packages/core/dist/formats/formats.js'
import { OUTPUT_DIRECTIVES } from '../../packages/core/dist/language/registry.js'
import { PLACEHOLDERS } from '../../packages/core/dist/placeholders/placeholders.js'
import { SHAPES } from '../../packages/core/dist/shapes/shapes.js'
import { writeOrCheck } from './generated-file.mjs'

/** Widths and other numbers that a query may end in: up to those of a 4K screen. */
const NUMBERS = Array.from({ length: 3840 }, (_, index) => index + 1)

/** Densities that a query may end in. */
const DENSITIES = ['1x', '1.5x', '2x', '3x', '4x']

const LIST = { value: 'urls', type: 'string[]' }

const HEAD = `/*
 * Written by scripts/docs/write-client-types.mjs from the lists of shapes, formats, directives and placeholders; do not edit.
 *
 * What image imports evaluate to, for TypeScript. Refer to it once in a project:
 *
 *     /// <reference types="@lazy-image/vite-plugin/client" />
 *
 * TypeScript finds the type of such an import by its text alone, and a pattern may hold one \`*\`, which stands for the
 * path and whatever comes before the end. So it is the end of a query that tells the type:
 *
 * - With \`as\`, write it last: \`./a.jpg?w=400;800&format=avif;webp&as=picture\`. Where it stands changes nothing but this.
 * - Without \`as\`, the end may be a whole number up to ${NUMBERS.length} (\`?w=400\`, \`&quality=60\`), a format (\`&format=webp\`, \`&webp\`), any other word
 *   of ours (\`&fit=contain\`, \`&position=top\`, \`&grayscale\`) or \`&inline\`: one URL. A list at the end is a list of URLs: \`?w=400;800\`,
 *   \`&format=avif;webp\`, \`&densities=1x;2x\`.
 * - A query that ends in anything else, such as \`&background=#fa2\` or \`&aspect=16:9\`, matches no pattern: let another directive be the
 *   last, or \`&as=url\`, which changes nothing.
 * - A list that comes earlier cannot be seen. Several URLs, or the metadata of several images, are a list when the
 *   module runs, while the pattern promises one: write the list last, or ask for \`as=srcset\` or \`as=img\`, which are the same
 *   for one image and for several.
 * - What an object holds is exported by name too. What is not always there, such as \`srcset\` of \`as=img\`, a bundler
 *   refuses to import where it is missing; with the option \`namedExports: false\` it refuses all of them.
 * - A preset with \`sources\` makes \`sources\` of a picture a list: \`LazyImage.DirectedPicture\`.
 * - \`as=metadata\` with keys ends in the keys, and own shapes are known to the options alone. Declare what is used:
 *   \`declare module '*as=metadata:width;height'\`. What a photograph says of itself is \`LazyImage.PhotoMetadata\`.
 *
 * None of this holds for the exact declarations that the option \`types\` keeps of a project's imports, and
 * \`npx lazy-image types\` of @lazy-image/cli: where both say something of an import, those count.
 */

/// <reference path="./client-numbers.d.ts" />
`

const NUMBERS_HEAD = `// Written by scripts/docs/write-client-types.mjs; do not edit. Queries that end in a number, for client.d.ts, which says more.
`

const objects = SHAPES.filter(({ declaration }) => 'interface' in declaration)

await writeOrCheck('packages/unplugin/client.d.ts', [HEAD, namespace(), ...modules()].join('\n'))
await writeOrCheck(
  'packages/unplugin/client-numbers.d.ts',
  [NUMBERS_HEAD, ...NUMBERS.flatMap(numberModules), ''].join('\n'),
)

function namespace() {
  const formats = FORMATS.map(({ name }) => name)
  const placeholders = [...new Set(PLACEHOLDERS.map(({ reading }) => reading.type))]
  // A source that is drawn is written in a format that its query names.
  const sources = SOURCE_ONLY_FORMATS.filter(({ isDrawing }) => !isDrawing).map(({ name }) => name)
  const others = [...new Set([...FORMAT_SPELLINGS, ...sources])].filter(name => !formats.includes(name))
  const parts = [
    [
      '/** A data URI, a hash or a colour; a list of colours for `placeholder=palette`, a number for `placeholder=css`. */',
      `type Placeholder = ${placeholders.join(' | ')}`,
    ],
    ['/** A format as `type="image/…"` names it. */', `type Format = ${formats.map(quoted).join(' | ')}`],
    [
      '/** A format as a query spells it, or a source without one. */',
      `type FormatName = ${['Format', ...others.map(quoted)].join(' | ')}`,
    ],
    ...objects.map(({ declaration }) => [interfaceOf(declaration)]),
  ]
  return `declare namespace LazyImage {\n${parts.map(lines => indented(lines.join('\n'))).join('\n\n')}\n}\n`
}

function interfaceOf({ interface: name, doc, members, more }) {
  const listed = Object.entries(members).map(
    ([key, member]) =>
      `${member.doc === undefined ? '' : `  /** ${member.doc} */\n`}  ${key}${member.isOptional ? '?' : ''}: ${member.type}\n`,
  )
  const code = `/** ${doc} */\ninterface ${name} {\n${listed.join('')}}`
  if (more === undefined) return code
  return `${code}\n\n${typeof more === 'string' ? more : interfaceOf(more)}`
}

function modules() {
  const declared = [
    ...SHAPES.flatMap(({ name, aliases, declaration }) =>
      [name, ...aliases].map(word => [`*as=${word}`, moduleOf(`*as=${word}`, declaration)]),
    ),
    ['*&inline', moduleOf('*&inline', { value: 'dataUri' })],
    ...['auto', ...FORMAT_SPELLINGS].map(spelling => urlModule(`*format=${spelling}`)),
    ...FORMAT_SPELLINGS.flatMap(spelling => ['?', '&'].map(mark => urlModule(`*${mark}${spelling}`))),
    ...OUTPUT_DIRECTIVES.flatMap(directive => endsOf(directive).map(urlModule)),
    ...DENSITIES.map(density => urlModule(`*=${density}`)),
    ...[...DENSITIES, 'auto', ...FORMAT_SPELLINGS].map(word => [`*;${word}`, moduleOf(`*;${word}`, LIST)]),
  ]
  return new Map(declared).values()
}

function urlModule(pattern) {
  return [pattern, moduleOf(pattern, { value: SHAPES[0].declaration.value })]
}

/** Patterns for queries that end in a directive with one of its words, or in a bare key. */
function endsOf({ name, aliases, shorthands, grammar }) {
  const keys = [name, ...aliases]
  const short = shorthands.filter(key => !key.includes(' '))
  const bare = grammar.parse('') === undefined ? short : [...keys, ...short]
  const words = grammar.spellings.filter(word => !['true', 'false'].includes(word))
  return [
    ...keys.flatMap(key => words.map(word => `*${key}=${word}`)),
    ...bare.flatMap(key => ['?', '&'].map(mark => `*${mark}${key}`)),
  ]
}

/** Short, because they are many. */
function numberModules(number) {
  return [
    `declare module '*=${number}' { const url: string; export default url }`,
    `declare module '*;${number}' { const urls: string[]; export default urls }`,
  ]
}

function moduleOf(pattern, { value, type: written = 'string', interface: name, members = {} }) {
  const type = name === undefined ? written : `LazyImage.${name}`
  const exported = Object.keys(members).map(key => `  export const ${key}: ${type}['${key}']\n`)
  return `declare module '${pattern}' {\n  const ${value}: ${type}\n  export default ${value}\n${exported.join('')}}\n`
}

function indented(code) {
  return code
    .split('\n')
    .map(line => (line === '' ? '' : `  ${line}`))
    .join('\n')
}

function quoted(word) {
  return `'${word}'`
}
