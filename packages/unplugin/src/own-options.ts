import type { Options } from '@lazy-image/core'

/** Where a plugin that nobody can ask before it is applied keeps its options, for whoever reads a configuration without building. */
const OWN_OPTIONS = Symbol.for('lazy-image.options')

/** A plugin that tells its options. */
export function tellOptions<Plugin extends object>(plugin: Plugin, options: Options = {}): Plugin {
  return Object.defineProperty(plugin, OWN_OPTIONS, { value: options })
}

/** The options of a plugin of ours; undefined for any other. */
export function optionsOf(plugin: unknown): Options | undefined {
  if (typeof plugin !== 'object' || plugin === null) return undefined
  return (plugin as Record<symbol, Options | undefined>)[OWN_OPTIONS]
}
