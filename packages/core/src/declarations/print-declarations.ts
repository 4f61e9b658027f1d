import { type AmbientName, ambientName, compareNames } from './ambient-name.js'
import { joinModules, type ModuleType } from './module-type.js'
import { printType, quote } from './print-type.js'

/** A specifier with the type of what it imports, once for each file that it may mean. */
export interface TypedSpecifier {
  specifier: string
  module: ModuleType
}

const HEAD = `/* eslint-disable */
// Written by lazy-image from the image imports of this project; do not edit.
// Commit it: \`lazy-image types --check\` tells when it is stale.
`

/** Words that no declaration can have as its name, though an export can. */
const RESERVED: ReadonlySet<string> = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends ' +
    'false finally for function if implements import in instanceof interface let new null package private protected ' +
    'public return static super switch this throw true try typeof undefined var void while with yield'
  ).split(' '),
)

/** Declarations of modules as a file for TypeScript; equal for equal imports, in whatever order they came. */
export function printDeclarations(specifiers: readonly TypedSpecifier[]): string {
  const named = new Map<string, { isRooted: boolean; modules: ModuleType[] }>()
  const nameless = new Set<string>()
  for (const { specifier, module } of specifiers) {
    const name = ambientName(specifier)
    if (name === undefined) nameless.add(specifier)
    else {
      const known = named.get(name.name)
      if (known === undefined) named.set(name.name, { isRooted: name.isRooted, modules: [module] })
      else known.modules.push(module)
    }
  }
  return [
    HEAD,
    ...[...named]
      .sort(([a], [b]) => compareNames(a, b))
      .map(([name, { isRooted, modules }]) => printModule({ name, isRooted }, joinModules(modules.sort(byPrint)))),
    ...[...nameless].sort().map(specifier => `// ${JSON.stringify(specifier)} cannot be declared: ${NAMELESS}\n`),
  ].join('\n')
}

/** Members of joined objects keep the order in which they came. */
function byPrint(a: ModuleType, b: ModuleType): number {
  const [first, second] = [printType(a.value), printType(b.value)]
  return first < second ? -1 : Number(first > second)
}

const NAMELESS = 'TypeScript takes its * for a pattern; write %2A instead'

function printModule({ name, isRooted }: AmbientName, { value, exports }: ModuleType): string {
  const names = [...exports.keys()]
  let own = 'image'
  while (exports.has(own)) own += '_'
  const isAmong = (key: string) => exports.has(key)
  const lines = [
    ...(isRooted ? ['// @ts-ignore: a path from the root, which is matched all the same'] : []),
    `declare module ${quote(name)} {`,
    `  const ${own}: ${printType(value, '  ')}`,
    `  export default ${own}`,
    ...names.flatMap(key => {
      const type = printType(exports.get(key) ?? { kind: 'named', name: 'unknown' }, '  ')
      if (!RESERVED.has(key)) return [`  export const ${key}: ${type}`]
      let alias = `${key}_`
      while (isAmong(alias) || alias === own) alias += '_'
      return [`  const ${alias}: ${type}`, `  export { ${alias} as ${key} }`]
    }),
    '}',
    '',
  ]
  return lines.join('\n')
}
