import { type Compiler, NAME } from './compiler.js'
import type { Middleware, ServedImages } from './served-images.js'

/** As webpack-dev-server and Rspack's list them. */
type Listed = Middleware | { name?: string; path?: string; middleware: Middleware }

interface DevServerOptions {
  setupMiddlewares?: (middlewares: Listed[], server: unknown) => Listed[]
  devMiddleware?: { writeToDisk?: unknown }
}

/** What serves the files of a compilation, in both servers. */
const FILES = /dev-middleware$/

/**
 * Offers a dev server that is started with a compiler's options the middleware that makes images: behind what guards the
 * server, before what serves files. A server that writes files for others to serve needs images in them.
 */
export function offerMiddleware(compiler: Compiler, images: ServedImages): void {
  tellUnserved(compiler, images)
  const holder = compiler.options as { devServer?: DevServerOptions | false }
  if (holder.devServer === false || holder.devServer?.devMiddleware?.writeToDisk) return
  const { setupMiddlewares } = holder.devServer ?? {}
  holder.devServer = Object.assign(holder.devServer ?? {}, {
    setupMiddlewares(middlewares: Listed[], server: unknown): Listed[] {
      const listed = setupMiddlewares?.(middlewares, server) ?? middlewares
      const files = listed.findIndex(entry => 'middleware' in entry && FILES.test(entry.name ?? ''))
      const ours = { name: 'lazy-image', middleware: images.attach() }
      return [...listed.slice(0, Math.max(files, 0)), ours, ...listed.slice(Math.max(files, 0))]
    },
  })
}

/** Tells once that compilations wait for their images, where files are in memory for a server that has no middleware. */
function tellUnserved(compiler: Compiler, images: ServedImages): void {
  let isTold = false
  compiler.hooks.done.tap(NAME, () => {
    if (isTold || images.isOn || compiler.watching === undefined || !isInMemory(compiler)) return
    isTold = true
    compiler
      .getInfrastructureLogger(NAME)
      .info(
        'compilations wait for their images, because the dev server was not started with the options of the compiler; ' +
          'with new DevServer(compiler.options.devServer, compiler), images are made when they are asked for',
      )
  })
}

/** What dev servers write into instead of a disk, memfs, has its volume here. */
function isInMemory({ outputFileSystem }: Compiler): boolean {
  return outputFileSystem !== null && '__vol' in outputFileSystem
}
