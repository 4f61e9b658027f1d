import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { resolveRemote } from '../../../dist/cache/remote/resolve-remote.js'
import { generateKeyPair } from '../../../dist/cache/remote/signatures.js'
import type { RemoteOptions } from '../../../dist/options/remote-options.js'
import { scratchFolder } from '../../support/scratch-folder.js'

beforeEach(() => {
  for (const name of Object.keys(process.env)) if (/^(?:LAZY_IMAGE_|AWS_)/.test(name)) vi.stubEnv(name, '')
})
afterEach(() => {
  vi.unstubAllEnvs()
})

const url = 'https://cache.test/{key}'
const resolve = (remote: string | RemoteOptions | false | null, mode: 'read' | 'readwrite' = 'readwrite') =>
  resolveRemote({ remote, mode }, scratchFolder())

describe('a remote cache', () => {
  test('is none where neither options nor environment name one, or the options say so', () => {
    expect(resolve(null)).toBeNull()
    vi.stubEnv('LAZY_IMAGE_REMOTE_URL', url)
    expect(resolve(null)).toMatchObject({ name: url })
    expect(resolve(false)).toBeNull()
  })

  test('takes from the environment what the options do not say', () => {
    vi.stubEnv('LAZY_IMAGE_REMOTE_URL', 'https://other.test/{key}')
    vi.stubEnv('LAZY_IMAGE_REMOTE_TIMEOUT', '700')
    vi.stubEnv('LAZY_IMAGE_REMOTE_PROJECT', 'site')
    vi.stubEnv('LAZY_IMAGE_REMOTE_BRANCH', 'b')
    expect(resolve({ url, branch: 'a' })).toMatchObject({ name: url, timeoutMs: 700, project: 'site', branch: 'a' })
  })

  test('is called in the store as its package is, else as its folder', () => {
    const root = scratchFolder()
    expect(resolveRemote({ remote: url, mode: 'read' }, root)?.project).toMatch(/^lazy-image-test-/)
    writeFileSync(join(root, 'package.json'), '{"name":"@scope/site"}')
    expect(resolveRemote({ remote: url, mode: 'read' }, join(root, 'inner'))?.project).toBe('@scope/site')
  })

  test('is written by whoever may write a cache and sign what others look for', () => {
    const { privateKey, publicKey } = generateKeyPair()
    expect(resolve(url)?.mayWrite).toBe(true)
    expect(resolve(url, 'read')?.mayWrite).toBe(false)
    expect(resolve({ url, mode: 'read' })?.mayWrite).toBe(false)
    expect(resolve({ url, verify: publicKey })?.mayWrite).toBe(false)
    expect(resolve({ url, verify: publicKey, sign: privateKey })?.mayWrite).toBe(true)
    vi.stubEnv('LAZY_IMAGE_CACHE_PRIVATE_KEY', privateKey)
    expect(resolve({ url, verify: [publicKey] })?.mayWrite).toBe(true)
    vi.stubEnv('LAZY_IMAGE_REMOTE_MODE', 'read')
    expect(resolve({ url, verify: [publicKey] })?.mayWrite).toBe(false)
  })

  test('takes several keys of the environment', () => {
    const keys = [generateKeyPair().publicKey, generateKeyPair().publicKey]
    vi.stubEnv('LAZY_IMAGE_CACHE_PUBLIC_KEYS', keys.join(', '))
    expect(resolve(url)?.verifiers).toHaveLength(2)
  })

  test('does not tell secrets with its name', () => {
    expect(resolve('https://user:password@cache.test/a/{key}?token=secret')?.name).toBe('https://cache.test/a/{key}')
    expect(resolve('redis://:password@cache.test:6379/2')?.name).toBe('redis://cache.test:6379/2')
  })
})

describe('an error says what is wrong, and where', () => {
  test.each<[unknown, RegExp]>([
    [5, /^Option cache\.remote must be an address such as .+, but received 5 \(number\)$/],
    [{}, /^Option cache\.remote must be an object with url or store/],
    [{ urll: url }, /^Unknown option cache\.remote\.urll.+did you mean url/is],
    ['ftp://host/{key}', /^Option cache\.remote\.url must be an address such as https:.+s3:.+redis:.+"ftp:/],
    ['https://host/', /^Option cache\.remote\.url must be an HTTP URL with \{key\} or \{hash\}/],
    [{ url, region: 'eu' }, /^Option cache\.remote\.region must be left out for https:/],
    [{ url, headers: { 'a b': 'c' } }, /^Option cache\.remote\.headers must be/],
    [{ url, timeout: 0 }, /^Option cache\.remote\.timeout must be an integer from 1/],
    [{ url, mode: 'write' }, /^Option cache\.remote\.mode must be one of readwrite, read/],
    [{ url, leases: 1 }, /^Option cache\.remote\.leases must be true or false/],
    [{ url, sign: 'x' }, /^Option cache\.remote\.sign must be ed25519-private/],
    [{ url, verify: ['x'] }, /^Option cache\.remote\.verify must be ed25519-public/],
    [{ store: {} }, /^Option cache\.remote\.store must be an object with the functions get and put/],
    ['s3://', /^Option cache\.remote\.url must be an address such as s3:/],
    ['s3://bucket', /needs credentials: set AWS_ACCESS_KEY_ID/],
    [
      { url: 's3://b', credentials: { accessKeyId: 'hidden' } },
      /^Option cache\.remote\.credentials must be (?!.*hidden)/,
    ],
    [{ url: 's3://b', endpoint: 'host' }, /^Option cache\.remote\.endpoint must be an http or https URL/],
    [{ url: 'redis://h', ttl: 0 }, /^Option cache\.remote\.ttl must be an integer from 1/],
    ['ldap://user:password@host/{key}', /^(?!.*password)Option cache\.remote\.url must be/],
  ])('%j', (remote, message) => {
    expect(() => resolve(remote as string)).toThrow(message)
  })

  test.each([
    [
      'LAZY_IMAGE_REMOTE_TIMEOUT',
      'soon',
      /^The environment variable LAZY_IMAGE_REMOTE_TIMEOUT must be an integer from 1/,
    ],
    [
      'LAZY_IMAGE_CACHE_PRIVATE_KEY',
      'secret',
      /^The environment variable LAZY_IMAGE_CACHE_PRIVATE_KEY must be (?!.*secret$)/,
    ],
    ['LAZY_IMAGE_CACHE_PUBLIC_KEYS', 'a,b', /^The environment variable LAZY_IMAGE_CACHE_PUBLIC_KEYS must be/],
  ])('in %s', (name, value, message) => {
    vi.stubEnv(name, value)
    expect(() => resolve(url)).toThrow(message)
  })
})
