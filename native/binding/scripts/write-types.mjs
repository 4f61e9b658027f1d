// Writes js/wire.ts from what the napi macros tell about the Rust types while they are compiled.
// usage: node write-types.mjs <folder of type definitions> <file to write>

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [folder, target] = process.argv.slice(2)
const definitions = readdirSync(folder).flatMap(file =>
  readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => JSON.parse(line)),
)

const indent = text =>
  text
    .split('\n')
    .map(line => line.trim())
    // A continued doc comment keeps its stars in one column.
    .map(line => (line === '' ? '' : line.startsWith('*') ? `   ${line}` : `  ${line}`))
    .join('\n')

const ofKind = kind => definitions.filter(definition => definition.kind === kind)

const interfaces = ofKind('interface').map(
  ({ name, js_doc, def }) => `${js_doc}export interface ${name} {\n${indent(def)}\n}`,
)

const unions = ofKind('string_enum').map(({ name, js_doc, def }) => {
  const values = [...def.matchAll(/= ('[^']*')/g)].map(match => match[1])
  return `${js_doc}export type ${name} = ${values.join(' | ')}`
})

const aliases = ofKind('type').map(({ name, js_doc, def }) => {
  const oneLine = def.replaceAll(/\*\/\s*/g, '*/ ').trim()
  return `${js_doc}export type ${name} =\n${indent(oneLine)}`
})

const classes = ofKind('struct').map(({ name, js_doc }) => {
  const members = ofKind('impl').find(impl => impl.name === name)?.def ?? ''
  const methods = members.split('\n').filter(line => !line.trim().startsWith('constructor'))
  return `${js_doc}export interface ${name} {\n${indent(methods.join('\n'))}\n}`
})

const members = [
  ...ofKind('struct').map(({ name }) => `  ${name}: new (${argumentsOfConstructor(name)}) => ${name}`),
  ...ofKind('fn').map(({ js_doc, def }) => indent(`${js_doc}${def.replace(/^function /, '')}`)),
]

const sections = [
  '// Written by scripts/write-types.mjs from native/binding/src; do not edit.',
  ...[...interfaces, ...unions, ...aliases, ...classes].sort((a, b) => typeName(a).localeCompare(typeName(b))),
  `/** What the native module exports. */\nexport interface Binding {\n${members.join('\n')}\n}`,
]
writeFileSync(target, `${sections.join('\n\n')}\n`)

function argumentsOfConstructor(name) {
  const members = ofKind('impl').find(impl => impl.name === name)?.def ?? ''
  return /constructor\(([^)]*)\)/.exec(members)?.[1] ?? ''
}

function typeName(section) {
  return /export (?:interface|type) (\w+)/.exec(section)[1]
}
