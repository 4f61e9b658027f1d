import type { NormalModuleFactory, ResolveData } from './compiler.js'
import { escapePath } from './resource.js'

/**
 * Resolves a path as the bundler does, or gives undefined: that nothing is there is for the bundler to find.
 *
 * @param data of the request that holds the path.
 */
export type FindFile = (path: string, data: ResolveData, factory: NormalModuleFactory) => Promise<string | undefined>

type Resolver = ReturnType<NormalModuleFactory['getResolver']>

/** @param noted where the resolver notes what it looked at. */
export function findWith(
  resolver: Resolver,
  path: string,
  { contextInfo, context }: ResolveData,
  noted: Parameters<Resolver['resolve']>[3],
): Promise<string | undefined> {
  // At the beginning it is a package's name for what is its own (`imports`).
  const request = path.startsWith('#') ? `#${escapePath(path.slice(1))}` : escapePath(path)
  return new Promise(settle => {
    resolver.resolve(contextInfo, context, request, noted, (error, _text, found) => {
      settle(!error && typeof found === 'object' && typeof found.path === 'string' ? found.path : undefined)
    })
  })
}
