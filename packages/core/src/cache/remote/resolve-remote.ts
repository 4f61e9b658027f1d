import type { ResolvedCache } from '../../options/cache-options.js'
import {
  invalidOption,
  isObject,
  oneOf,
  optionalBoolean,
  optionalInteger,
  optionalString,
  refuseUnknown,
} from '../../options/option-checks.js'
import type { RemoteOptions } from '../../options/remote-options.js'
import type { RemoteStore } from '../../options/remote-store.js'
import { environmentInteger, environmentText } from './environment.js'
import { projectName } from './project-name.js'
import type { Signer, Verifier } from './signature-kind.js'
import { readSigner, readVerifier } from './signatures.js'
import { OPTIONS_OF_KINDS, prepareStore } from './stores.js'

/** A remote cache with everything decided but the branch, which is looked up when it is needed. */
export interface ResolvedRemote {
  open: () => Promise<RemoteStore>
  /** Names the store in messages, without what is secret. */
  name: string
  /** Null signs nothing. */
  signer: Signer | null
  /** None takes what is not signed. */
  verifiers: readonly Verifier[]
  mayWrite: boolean
  timeoutMs: number
  uploadTimeoutMs: number
  leases: boolean
  project: string
  /** Null for the one that is found. */
  branch: string | null
  defaultBranch: string | null
  /** Absolute. */
  root: string
}

const NAMES: readonly (keyof RemoteOptions)[] = [
  'url',
  'store',
  'sign',
  'verify',
  'mode',
  'timeout',
  'uploadTimeout',
  'leases',
  'project',
  'branch',
  'defaultBranch',
  ...OPTIONS_OF_KINDS,
]

const MODES = ['readwrite', 'read'] as const

const DEFAULT_TIMEOUT_MS = 2500
const DEFAULT_UPLOAD_TIMEOUT_MS = 60_000

/** What a timer can count. */
const MOST_MS = 2 ** 31 - 1

/**
 * The remote cache that the options want, or the environment.
 *
 * @param root of the project, absolute.
 * @returns null for none.
 * @throws {LazyImageError} `OPTION_INVALID`
 */
export function resolveRemote(cache: Pick<ResolvedCache, 'remote' | 'mode'>, root: string): ResolvedRemote | null {
  const options = optionsOf(cache.remote)
  if (options === null) return null
  const url = optionalString(options.url, 'cache.remote.url') ?? environmentText('LAZY_IMAGE_REMOTE_URL')
  if (options.store === undefined && url === undefined) {
    if (cache.remote === null) return null
    throw invalidOption('cache.remote', 'an object with url or store', Object.keys(options))
  }
  const mode = oneOf(options.mode ?? environmentText('LAZY_IMAGE_REMOTE_MODE'), 'cache.remote.mode', MODES)
  const { signer, verifiers } = resolveKeys(options)
  // Whoever can tell signatures and make none would store what nobody takes.
  const mayWrite = cache.mode === 'readwrite' && mode !== 'read' && (signer !== null || verifiers.length === 0)
  return {
    open:
      options.store === undefined ? prepareStore(url ?? '', { options, mayWrite, root }) : prepareOwn(options.store),
    name: options.store?.name ?? withoutSecrets(url ?? ''),
    signer,
    verifiers,
    mayWrite,
    timeoutMs: milliseconds(options, 'timeout', 'LAZY_IMAGE_REMOTE_TIMEOUT') ?? DEFAULT_TIMEOUT_MS,
    uploadTimeoutMs:
      milliseconds(options, 'uploadTimeout', 'LAZY_IMAGE_REMOTE_UPLOAD_TIMEOUT') ?? DEFAULT_UPLOAD_TIMEOUT_MS,
    leases: optionalBoolean(options.leases, 'cache.remote.leases') ?? true,
    project: text(options, 'project', 'LAZY_IMAGE_REMOTE_PROJECT') ?? projectName(root),
    branch: text(options, 'branch', 'LAZY_IMAGE_REMOTE_BRANCH') ?? null,
    defaultBranch: text(options, 'defaultBranch', 'LAZY_IMAGE_REMOTE_DEFAULT_BRANCH') ?? null,
    root,
  }
}

/** Null where the options want none. */
function optionsOf(remote: ResolvedCache['remote']): RemoteOptions | null {
  if (remote === false) return null
  if (typeof remote === 'string') return { url: remote }
  if (remote !== null && !isObject(remote)) {
    throw invalidOption('cache.remote', 'an address such as "https://host/{key}", { url: "…" }, or false', remote)
  }
  refuseUnknown(remote ?? {}, 'cache.remote.', NAMES)
  return remote ?? {}
}

function text(
  options: RemoteOptions,
  name: 'project' | 'branch' | 'defaultBranch',
  variable: string,
): string | undefined {
  return optionalString(options[name], `cache.remote.${name}`) ?? environmentText(variable)
}

function milliseconds(options: RemoteOptions, name: 'timeout' | 'uploadTimeout', variable: string): number | undefined {
  return optionalInteger(options[name], `cache.remote.${name}`, 1, MOST_MS) ?? environmentInteger(variable, 1, MOST_MS)
}

function resolveKeys({ sign, verify }: RemoteOptions): { signer: Signer | null; verifiers: readonly Verifier[] } {
  const signVariable = 'LAZY_IMAGE_CACHE_PRIVATE_KEY'
  const verifyVariable = 'LAZY_IMAGE_CACHE_PUBLIC_KEYS'
  const signText = sign ?? environmentText(signVariable)
  const signPath = sign === undefined ? `The environment variable ${signVariable}` : 'Option cache.remote.sign'
  const signer = signText === undefined ? null : readSigner(String(signText), signPath)
  const verifyTexts = verify === undefined ? environmentText(verifyVariable)?.split(/[,\s]+/) : [verify].flat()
  const verifyPath = verify === undefined ? `The environment variable ${verifyVariable}` : 'Option cache.remote.verify'
  const verifiers = (verifyTexts ?? []).map(key => readVerifier(String(key), verifyPath))
  return { signer, verifiers: signer === null ? verifiers : [signer.verifier, ...verifiers] }
}

function prepareOwn(store: RemoteStore): () => Promise<RemoteStore> {
  if (!isObject(store) || typeof store.get !== 'function' || typeof store.put !== 'function') {
    throw invalidOption('cache.remote.store', 'an object with the functions get and put', store)
  }
  return async () => store
}

/** Without user, password and query. */
function withoutSecrets(url: string): string {
  return url.replace(/\/\/[^/@]*@/, '//').replace(/\?.*/s, '')
}
