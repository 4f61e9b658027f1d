import { LazyImageError } from '../../../errors.js'
import { invalidOption, isObject, optionalString } from '../../../options/option-checks.js'
import type { RemoteOptions } from '../../../options/remote-options.js'
import { environmentText } from '../environment.js'
import type { StoreKind } from '../store-kind.js'

/** What the services give at most. */
const PAGE_KEYS = 1000

export const S3: StoreKind = {
  schemes: ['s3:'],
  example: 's3://bucket/prefix',
  options: ['endpoint', 'region', 'credentials'],
  prepare({ address, options, root }) {
    const bucket = address.host
    if (bucket === '') throw invalidOption('cache.remote.url', 'an address such as s3://bucket/prefix', address.href)
    const prefix = decodeURIComponent(address.pathname).replace(/^\/+|\/+$/g, '')
    const settings = {
      bucket,
      prefix: prefix === '' ? '' : `${prefix}/`,
      endpoint: resolveEndpoint(options),
      region:
        optionalString(options.region, 'cache.remote.region') ??
        environmentText('AWS_REGION') ??
        environmentText('AWS_DEFAULT_REGION') ??
        'us-east-1',
      credentials: resolveCredentials(options),
      pageKeys: PAGE_KEYS,
      root,
    }
    return async () => new (await import('../s3-store.js')).S3Store(settings)
  },
}

function resolveEndpoint(options: RemoteOptions): string | null {
  const endpoint =
    optionalString(options.endpoint, 'cache.remote.endpoint') ??
    environmentText('AWS_ENDPOINT_URL_S3') ??
    environmentText('AWS_ENDPOINT_URL')
  if (endpoint === undefined) return null
  if (!URL.canParse(endpoint) || !/^https?:$/.test(new URL(endpoint).protocol)) {
    throw invalidOption('cache.remote.endpoint', 'an http or https URL', endpoint)
  }
  return endpoint
}

function resolveCredentials({ credentials }: RemoteOptions): NonNullable<RemoteOptions['credentials']> {
  if (typeof credentials === 'function') return credentials
  if (credentials !== undefined) {
    const isWhole =
      isObject(credentials) &&
      typeof credentials.accessKeyId === 'string' &&
      typeof credentials.secretAccessKey === 'string'
    if (!isWhole) {
      throw new LazyImageError(
        'OPTION_INVALID',
        'Option cache.remote.credentials must be { accessKeyId, secretAccessKey, sessionToken? } or a function that gives them',
      )
    }
    return credentials
  }
  const accessKeyId = environmentText('AWS_ACCESS_KEY_ID')
  const secretAccessKey = environmentText('AWS_SECRET_ACCESS_KEY')
  const sessionToken = environmentText('AWS_SESSION_TOKEN')
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw new LazyImageError(
      'OPTION_INVALID',
      'A remote cache in S3 needs credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the option cache.remote.credentials',
    )
  }
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) }
}
