import type { RemoteOptions } from '@lazy-image/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Machine, OUTPUTS_OF_SOURCE } from '../support/machine.js'
import { FAULTS, startFaultProxy } from '../support/servers/fault-proxy.mjs'
import { startNginx } from '../support/servers/nginx.mjs'
import { startRedis } from '../support/servers/redis.mjs'
import { BUCKET, CREDENTIALS, startMoto, startS3rver } from '../support/servers/s3.mjs'
import type { ServerProcess } from '../support/servers/server-process.mjs'

const SOURCES = 4
const OUTPUTS = SOURCES * OUTPUTS_OF_SOURCE

/** A machine that does much else is no reason to leave a server alone. */
const PATIENT = { timeout: 60_000, project: 'site', branch: 'main' }

const s3 = (host: string): RemoteOptions => ({
  ...PATIENT,
  url: `s3://${BUCKET}/cache`,
  endpoint: `http://${host}`,
  credentials: CREDENTIALS,
})

/** So many requests are answered before a server fails: a ref and some of the entries, in Redis a greeting and a ref. */
const BEFORE = { nginx: 6, redis: 2 }

const STORES: Readonly<
  Record<string, { start(): Promise<ServerProcess>; remote(host: string): RemoteOptions; leases: boolean }>
> = {
  Redis: { start: startRedis, remote: host => ({ ...PATIENT, url: `redis://${host}` }), leases: true },
  nginx: { start: startNginx, remote: host => ({ ...PATIENT, url: `http://${host}/{key}` }), leases: false },
  'S3 of moto': { start: startMoto, remote: s3, leases: true },
  'S3 that ignores conditions': { start: startS3rver, remote: s3, leases: false },
}

describe.each(Object.entries(STORES))('two machines on %s', (name, { start, remote, leases }) => {
  let server: ServerProcess
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server?.close())

  test('make each image once, and write the same', async () => {
    const first = await new Machine(SOURCES).build(remote(server.host))
    expect(first).toMatchObject({ encodes: OUTPUTS, decodes: SOURCES, warnings: [] })
    const second = await new Machine(SOURCES).build(remote(server.host))
    expect(second).toEqual({ ...first, encodes: 0, decodes: 0, durationMs: expect.any(Number) })
    expect(Object.keys(second.images)).toHaveLength(OUTPUTS)
  })

  test.runIf(leases)('and four at once decode each picture once', async () => {
    const there = { ...remote(server.host), project: 'at once' }
    const machines = Array.from({ length: 4 }, () => new Machine(SOURCES + 4))
    const builds = await Promise.all(machines.map(machine => machine.build(there)))
    for (const build of builds) expect(build.images).toEqual(builds[0]?.images)
    expect(builds.flatMap(({ warnings }) => warnings)).toEqual([])
    const sum = (count: 'encodes' | 'decodes') => builds.reduce((total, build) => total + build[count], 0)
    // The pictures of the first test are there already.
    const missing = 4 * OUTPUTS_OF_SOURCE
    expect([sum('encodes'), sum('decodes')], name).toEqual([missing, 4])
  })
})

describe('a build whose server', () => {
  let nginx: ServerProcess
  let redis: ServerProcess
  let right: Record<string, string>
  const remoteOf = { nginx: (host: string) => `http://${host}/{key}`, redis: (host: string) => `redis://${host}` }
  beforeAll(async () => {
    nginx = await startNginx()
    redis = await startRedis()
    for (const [kind, { host }] of Object.entries({ nginx, redis })) {
      const url = remoteOf[kind as 'nginx'](host)
      right = (await new Machine(SOURCES).build({ ...PATIENT, url })).images
    }
  })
  afterAll(async () => {
    await nginx?.close()
    await redis?.close()
  })

  describe.each(['nginx', 'redis'] as const)('is %s', kind => {
    const faults = Object.entries(FAULTS).filter(([name]) => kind === 'nginx' || !/well|cannot|nobody/.test(name))
    // They wait for servers that do not answer.
    test.concurrent.each(faults)('and %s in the middle writes the same, with one warning', async (name, fault) => {
      const { host } = kind === 'nginx' ? nginx : redis
      const proxy = await startFaultProxy(host, fault, BEFORE[kind])
      try {
        const remote = { ...PATIENT, timeout: 2500, url: remoteOf[kind](proxy.host) }
        const build = await new Machine(SOURCES).build(remote)
        expect(build.images).toEqual(right)
        expect(build.warnings).toEqual([expect.stringContaining('The remote cache ')])
        console.log(`${kind} ${name}: ${build.encodes} of ${OUTPUTS} made, ${build.durationMs} ms`)
      } finally {
        await proxy.close()
      }
    })
  })
})
