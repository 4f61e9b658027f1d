import { createRequire } from 'node:module'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { motoFolder } from '../../../scripts/setup/moto.mjs'
import { startServer } from './server-process.mjs'

/** The bucket that each has, and who may use it. */
export const BUCKET = 'images'
export const CREDENTIALS = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }

/** S3 with conditional writes; forgets everything when it ends. @type {import('./server-process.mjs').ServerKind} */
const MOTO = {
  name: 'moto',
  launch: port => ({
    command: ['python3', '-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)],
    env: { PYTHONPATH: motoFolder(), PYTHONWARNINGS: 'ignore' },
  }),
  async prepare(origin) {
    const answer = await fetch(`${origin}/${BUCKET}`, { method: 'PUT' })
    if (!answer.ok) throw new Error(`moto made no bucket: ${answer.status} ${await answer.text()}`)
  },
}

/** An S3 that ignores the conditions of a write. @type {import('./server-process.mjs').ServerKind} */
const S3RVER = {
  name: 's3rver',
  launch: (port, folder) => ({
    command: [
      ...[execPath, join(createRequire(import.meta.url).resolve('s3rver/package.json'), '../bin/s3rver.js')],
      ...['--directory', folder, '--address', '127.0.0.1', '--port', String(port), '--silent'],
      ...['--configure-bucket', BUCKET],
    ],
  }),
}

export const startMoto = () => startServer(MOTO)

export const startS3rver = () => startServer(S3RVER)
