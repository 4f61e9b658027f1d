import { exportableKeys } from '../module/module-code.js'
import { isObject, type Value } from '../module/value.js'
import type { ResolvedOptions } from '../options/options.js'
import type { Plan } from '../plan/plan.js'
import { typeOfValue } from './type-of-value.js'
import { join, named, type ValueType } from './value-type.js'

/** What an image module exports. */
export interface ModuleType {
  value: ValueType
  /** By name, beside the default export. */
  exports: ReadonlyMap<string, ValueType>
}

/**
 * The type of the module of a planned value. Of an own shape it is what its author says, else `unknown`: one value tells
 * too little of what others will be.
 */
export function moduleTypeOf(
  plan: Plan,
  value: Value,
  { outputs, namedExports }: Pick<ResolvedOptions, 'outputs' | 'namedExports'>,
): ModuleType {
  const { name } = plan.request.result.shape
  const own = Object.hasOwn(outputs, name) ? outputs[name] : undefined
  const type = own === undefined ? typeOfValue(value) : writtenType(own.type)
  const keys = namedExports && isObject(value) ? exportableKeys(value) : []
  return { value: type, exports: new Map(keys.map(key => [key, memberOf(type, key)])) }
}

/** A type that is true of every one of several modules; what one of them does not export may be undefined. */
export function joinModules(modules: readonly ModuleType[]): ModuleType {
  const keys = new Set(modules.flatMap(({ exports }) => [...exports.keys()]))
  const exports = [...keys].map((key): [string, ValueType] => [
    key,
    join(modules.map(module => module.exports.get(key) ?? named('undefined'))),
  ])
  return { value: join(modules.map(({ value }) => value)), exports: new Map(exports) }
}

function writtenType(code: string | null): ValueType {
  return code === null ? named('unknown') : { kind: 'written', code }
}

function memberOf(type: ValueType, key: string): ValueType {
  if (type.kind === 'object') return type.members.get(key)?.type ?? named('unknown')
  if (type.kind !== 'written') return named('unknown')
  // Of a union, what has the member: a module with the export was made of such a value.
  return { kind: 'written', code: `Extract<${type.code}, { ${key}?: unknown }>['${key}']` }
}
