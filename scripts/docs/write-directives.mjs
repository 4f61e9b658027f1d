// Writes what is derived from the registry of directives: the page of directives, and the schema and the TypeScript type
// of directives in options.
// usage: node scripts/docs/write-directives.mjs [--check]

import { FORMATS } from '../../packages/core/dist/formats/formats.js'
import { traitsOf } from '../../packages/core/dist/formats/traits.js'
import { OUTPUT_DIRECTIVES, resultDirectives } from '../../packages/core/dist/language/registry.js'
import { OPERATIONS } from '../../packages/core/dist/operations/operations.js'
import { SHAPES } from '../../packages/core/dist/shapes/shapes.js'
import { writeOrCheck } from './generated-file.mjs'

const GROUPS = {
  size: 'Size',
  region: 'Region',
  encode: 'Encoding',
  pixels: 'Pixels',
  source: 'Source',
  result: 'Result',
  element: 'Element',
}

const directives = [...OUTPUT_DIRECTIVES, ...resultDirectives([], SHAPES)]

await writeOrCheck('docs/directives.md', page())
await writeOrCheck('packages/core/directives.schema.json', `${JSON.stringify(schema(), null, 2)}\n`)
await writeOrCheck('packages/core/src/options/known-directives.ts', types())

function page() {
  return [
    '<!-- Written by scripts/docs/write-directives.mjs from the registry of directives; do not edit. -->',
    '',
    '# Directives',
    '',
    'A query asks for an image: `?w=400;800&format=avif;webp&as=picture`. `;` separates the values of a list, and lists multiply,',
    'the first key outermost. A value with `:` is never split. Of a repeated key the last counts. `#` and percent-encoding are',
    'fine in values. What options say (`defaults`, `presets`) stands below what the query says, key by key.',
    '',
    'A query without any directive is left to the bundler, and so are `?url`, `?raw`, `?inline`, `?no-inline` and `?worker` alone.',
    '',
    'What a format cannot hold is told where it is lost: transparency in jpeg, unless `background` or `flatten` says what lies below,',
    'and the frames of an animation in formats without, unless `animated=false` asks for the first. A picture counts as transparent',
    'where its header says so, whatever its pixels are.',
    '',
    `The work is done in this order: orient, trim, crop, resize, ${OPERATIONS.map(({ kind }) => kind).join(', ')}, encode.`,
    '',
    ...Object.entries(GROUPS).flatMap(([group, title]) => [`## ${title}`, '', ...groupTable(group)]),
    '## Shapes',
    '',
    table(
      ['`as`', 'the import is'],
      SHAPES.map(({ name, doc }) => [`\`${name}\``, doc]),
    ),
    '## Formats',
    '',
    table(
      ['format', 'quality', 'effort', 'lossless', 'animation', 'transparency'],
      FORMATS.map(({ name, quality, effort }) => {
        const { lossless, animated, alpha } = traitsOf(name)
        return [
          `\`${name}\``,
          quality ?? '–',
          effort === null ? '–' : effort.join('–'),
          lossless === 'optional' ? 'when asked' : lossless,
          animated ? 'yes' : 'first frame',
          alpha ? 'yes' : 'no',
        ]
      }),
    ),
  ].join('\n')
}

function groupTable(group) {
  return directives
    .filter(directive => directive.group === group)
    .flatMap(({ name, aliases, shorthands, doc, examples, grammar, multiplies }) => {
      const also = [
        ...aliases.map(alias => `also \`${alias}\``),
        ...(shorthands.length === 0 ? [] : [`\`?${shorthands[0]}\` is short for \`?${name}=${shorthands[0]}\``]),
        ...(multiplies ? [] : ['no list']),
      ]
      return [
        `### \`${name}\``,
        '',
        doc,
        '',
        `Value: ${grammar.rule}.${also.length === 0 ? '' : ` (${also.join('; ')})`}`,
        '',
        ...(examples.length === 0
          ? []
          : [
              table(
                ['example', ''],
                examples.map(([value, effect]) => [`\`${value === '' ? name : `${name}=${value}`}\``, effect]),
              ),
            ]),
      ]
    })
}

function table(head, rows) {
  const line = cells => `| ${cells.map(cell => String(cell).replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n')
}

function schema() {
  const property = ({ doc, grammar, multiplies }) => ({
    description: doc,
    ...(multiplies
      ? { anyOf: [grammar.schema, { type: 'array', items: grammar.schema, minItems: 1 }] }
      : grammar.schema),
  })
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Directives of lazy-image, as in its options defaults and presets',
    type: 'object',
    properties: Object.fromEntries(
      directives.flatMap(directive => [directive.name, ...directive.aliases].map(name => [name, property(directive)])),
    ),
  }
}

function types() {
  const member = ({ name, doc, grammar, multiplies }) => {
    const single = grammar.type
    const list = /[|&]/.test(single) ? `(${single})` : single
    return `  /** ${doc} */\n  readonly ${name}?: ${multiplies ? `${single} | readonly ${list}[]` : single}\n`
  }
  return [
    '// Written by scripts/docs/write-directives.mjs from the registry of directives; do not edit.',
    '',
    '/** Every directive there is, as options give them. Own ones can be added by declaration merging. */',
    'export interface KnownDirectives {',
    directives.map(member).join('').trimEnd(),
    '}',
    '',
    '/** Their names, and the other ones that they have. */',
    'export const DIRECTIVE_NAMES: ReadonlySet<string> = new Set([',
    ...directives.flatMap(({ name, aliases }) => [name, ...aliases]).map(name => `  '${name}',`),
    '])',
    '',
  ].join('\n')
}
