import type { RemoteStore } from './remote-store.js'

/** Who asks an S3: what AWS calls an access key. */
export interface S3Credentials {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
  /** When they end; the function that gave them is asked anew before. */
  expiration?: Date
}

/** A store that machines share. What is not said here is taken from the environment, where that says it. */
export interface RemoteOptions {
  /**
   * Where it is: `https://host/path/{key}`, `s3://bucket/prefix` or `redis://host`. An HTTP server that takes only hashes as names
   * gets them by `{hash}`, 64 hexadecimal digits. `LAZY_IMAGE_REMOTE_URL`
   */
  url?: string
  /** A store of one's own, in place of `url`. */
  store?: RemoteStore
  /** HTTP: headers of each request. `LAZY_IMAGE_REMOTE_TOKEN` is a bearer's. */
  headers?: Readonly<Record<string, string>>
  /** S3: the service, where it is not AWS. `AWS_ENDPOINT_URL_S3`, `AWS_ENDPOINT_URL` */
  endpoint?: string
  /** S3. Default `us-east-1`. `AWS_REGION`, `AWS_DEFAULT_REGION` */
  region?: string
  /** S3. `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN` */
  credentials?: S3Credentials | (() => S3Credentials | Promise<S3Credentials>)
  /** Redis: seconds that an entry is kept after it was last used. Default: 30 days. `LAZY_IMAGE_REMOTE_TTL` */
  ttl?: number
  /**
   * The key that entries are signed with: `ed25519-private:…` of `lazy-image cache keygen`, or `hmac:` and a secret of at least 32
   * characters. `LAZY_IMAGE_CACHE_PRIVATE_KEY`
   */
  sign?: string
  /**
   * The keys of which one must have signed an entry: `ed25519-public:…`, or `hmac:` and the secret. The one that signs is among
   * them. Where there is none, unsigned entries are taken. `LAZY_IMAGE_CACHE_PUBLIC_KEYS`, with commas
   */
  verify?: string | readonly string[]
  /** `read` stores nothing. Default: the cache's own. `LAZY_IMAGE_REMOTE_MODE` */
  mode?: 'readwrite' | 'read'
  /**
   * Milliseconds that a build may lose to the store in all, beyond what its entries save; it is left alone then. Default 2500.
   * `LAZY_IMAGE_REMOTE_TIMEOUT`
   */
  timeout?: number
  /** Milliseconds that a build's end waits for what is still being stored. Default 60 000. `LAZY_IMAGE_REMOTE_UPLOAD_TIMEOUT` */
  uploadTimeout?: number
  /** Whether a picture that one machine is at work on is left to it by others, where the store can tell. Default true. */
  leases?: boolean
  /** Names the project beside others in the store. Default: the name in package.json. `LAZY_IMAGE_REMOTE_PROJECT` */
  project?: string
  /** Whose last build tells what is there. Default: the one of the work tree, or as the CI says. `LAZY_IMAGE_REMOTE_BRANCH` */
  branch?: string
  /** Whose last build is asked where the branch has none. Default: as git or the CI says, else `main`. `LAZY_IMAGE_REMOTE_DEFAULT_BRANCH` */
  defaultBranch?: string
}
