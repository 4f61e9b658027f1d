import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Server } from '@farmfe/core'
import type { Pipeline } from '@lazy-image/core'
import { recipeInStub } from '@lazy-image/core/host'
import { sendImage, sendText, wantsFile } from '../../serving/answer.js'
import { SharedRenders } from '../../serving/shared-renders.js'
import { describeAll } from '../../told/report.js'
import type { FarmImages } from './farm-images.js'
import type { StubFiles } from './stub-files.js'

/** What is used of a context of Koa's, on which Farm's server stands. */
interface KoaContext {
  path: string
  req: IncomingMessage
  res: ServerResponse
  /** Whether Koa itself answers. */
  respond?: boolean
}

/** Answers requests for the files of stubs with images, each made when it is first asked for. */
export function serveImages(
  server: Server,
  { pipeline, images, stubs }: { pipeline: Pipeline; images: FarmImages; stubs: StubFiles },
): void {
  pipeline.tellBursts()
  const renders = new SharedRenders()
  const answer = async (context: KoaContext, next: () => Promise<void>): Promise<void> => {
    const path = decodeURIComponent(context.path)
    const base = server.publicPath ?? '/'
    const name = path.startsWith(base) ? path.slice(base.length) : path.slice(1)
    const file = name !== '' && wantsFile(context.req) ? server.getCompiler()?.resource(name) : undefined
    const stub = file === undefined ? undefined : recipeInStub(file)
    if (stub === undefined) return next()
    context.respond = false
    // Koa begins with 404.
    context.res.statusCode = 200
    try {
      const recipe = stubs.recipeOf(stub.key)
      // A name in development says where a picture is, not what it holds.
      await sendImage({ recipe, isImmutable: false, snapshot: images.snapshot }, renders, context.req, context.res)
    } catch (error) {
      const failure = await images.importers.blame(stub.key, error)
      const text = describeAll([failure], pipeline.options.root)
      pipeline.options.logger.warn(text)
      sendText(context.res, 500, text)
    }
  }
  const app = server.app()
  app.use(answer)
  // Since koa-compose 4.2, what was added after the server was made is in no stack, Farm's own middlewares included.
  server.server?.removeAllListeners('request').on('request', app.callback())
}
