import type { IncomingMessage } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import type { BatchReport, Options } from '@lazy-image/core'
import lazyImage from '@lazy-image/vite-plugin'
import type { InlineConfig, ViteDevServer } from 'vite'
import { onTestFinished } from 'vitest'
import { type RecordedLogger, recordedLogger, type Vite } from './hosts/vite.js'
import type { Project } from './project.js'

/** A running dev server of a project. */
export interface DevServer {
  server: ViteDevServer
  /** Without a slash at the end. */
  origin: string
  batches: readonly BatchReport[]
  logger: RecordedLogger
  /** The URLs that were asked for. */
  asked: readonly string[]
  /** A request below the origin. */
  get(path: string, init?: RequestInit): Promise<Response>
}

interface DevSettings {
  options?: Options
  config?: InlineConfig
  /** Whether the project's own configuration has the plugin, whose batches are then not seen. */
  isConfigured?: boolean
}

/** Starts Vite's dev server for a project until the test has finished. */
export async function startDevServer(
  vite: Vite,
  project: Project,
  { options, config = {}, isConfigured = false }: DevSettings = {},
): Promise<DevServer> {
  const port = await freePort()
  const batches: BatchReport[] = []
  const onBatch = (report: BatchReport) => batches.push(report)
  const logger = recordedLogger()
  const base: InlineConfig = {
    root: project.root,
    configFile: false,
    customLogger: logger,
    clearScreen: false,
    optimizeDeps: { noDiscovery: true },
    // Polling sees a change wherever the temporary folder lies.
    server: { host: '127.0.0.1', port, strictPort: true, watch: { usePolling: true, interval: 30 } },
    plugins: isConfigured ? [] : [lazyImage({ cache: { dir: project.cacheFolder }, ...options, onBatch })],
  }
  const server = await vite.createServer(vite.mergeConfig(base, config))
  onTestFinished(() => server.close())
  await server.listen()
  const asked: string[] = []
  server.httpServer?.on('request', ({ url }: IncomingMessage) => asked.push(url ?? ''))
  const origin = `http://127.0.0.1:${port}`
  return { server, origin, batches, logger, asked, get: (path, init) => fetch(origin + path, init) }
}

/** A port of its own for each server, because connections to an earlier one may still be open. */
export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>(resolve => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise(resolve => probe.close(resolve))
  return port
}

/** URLs of images with directives in a module's code. */
export function imageUrlsIn(code: string): string[] {
  return [...code.matchAll(/["\s]([^"\s]*\.(?:avif|webp|jpe?g|png)\?[^"\s]*&k=[0-9a-f]+)(?=["\s])/gi)].map(
    ([, url = '']) => url,
  )
}
