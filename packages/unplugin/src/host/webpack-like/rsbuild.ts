import { type Logger, type Options, terminalLine } from '@lazy-image/core/host'
import type { RsbuildPlugin, Rspack } from '@rsbuild/core'
import { NAME } from './compiler.js'
import { setUpRspack } from './rspack.js'
import type { Middleware, ServedImages } from './served-images.js'

/** Images in Rsbuild, whose environments are each a compiler of Rspack's. */
export function setUpRsbuild(options: Options): RsbuildPlugin {
  return {
    name: NAME,
    setup(api) {
      const environments = new Environments()
      // Rspack's own says nothing in Rsbuild.
      const logger: Logger = {
        info: message => api.logger.info(`${NAME}: ${message}`),
        warn: message => api.logger.warn(`${NAME}: ${message}`),
        get live() {
          const { level } = api.logger
          return level === 'error' || level === 'warn' || level === 'silent' ? undefined : terminalLine()
        },
      }
      api.modifyRspackConfig((_config, { appendPlugins }) => {
        const apply = (compiler: Rspack.Compiler) => environments.add(setUpRspack({ logger, ...options }, compiler))
        appendPlugins({ name: NAME, apply })
      })
      api.onBeforeStartDevServer(({ server }) => {
        // Files that are written for others to serve need images in them.
        if (!api.getNormalizedConfig().dev.writeToDisk) server.middlewares.use(environments.attach())
      })
    },
  }
}

/** The images of all environments, which one server has; it starts before they are there. */
class Environments {
  readonly #images: ServedImages[] = []
  readonly #middlewares: Middleware[] = []
  #isServed = false

  add(images: ServedImages): void {
    if (this.#isServed) this.#middlewares.push(images.attach())
    else this.#images.push(images)
  }

  attach(): Middleware {
    this.#isServed = true
    for (const images of this.#images.splice(0)) this.#middlewares.push(images.attach())
    return (request, response, next) => {
      const pass = (index: number): void => {
        const middleware = this.#middlewares[index]
        if (middleware === undefined) next()
        else middleware(request, response, () => pass(index + 1))
      }
      pass(0)
    }
  }
}
