import { isIP } from 'node:net'
import type { CorsOptions, ResolvedConfig } from 'vite'

type ServerOptions = Pick<ResolvedConfig['server'], 'cors' | 'allowedHosts'>

/**
 * Whether the project's configuration of Vite names the origin of a page: one that may read what the server has, or a host that
 * the server goes by. Vite's own default, any page of this machine, names none.
 */
export function namesOrigin({ cors, allowedHosts }: ServerOptions, { origin, hostname }: URL): boolean {
  if (Array.isArray(allowedHosts) && isName(hostname) && allowedHosts.some(host => isHost(host, hostname))) return true
  return typeof cors === 'object' && namedIn(cors.origin).some(named => isNamed(named, origin))
}

/** Vite adds its own addresses to the hosts, where other servers of this machine are too. */
function isName(hostname: string): boolean {
  return isIP(hostname.replace(/^\[(.*)\]$/, '$1')) === 0 && !/(?:^|\.)localhost$/.test(hostname)
}

/** Behind a dot stands a domain with all that is below it. */
function isHost(allowed: string, hostname: string): boolean {
  return allowed.startsWith('.') ? `.${hostname}`.endsWith(allowed) : hostname === allowed
}

/** What is said in so many words: `true` and `*` are anybody. */
function namedIn(origin: CorsOptions['origin']): (string | RegExp)[] {
  const listed = Array.isArray(origin) ? origin : [origin]
  return listed.filter(
    entry => (typeof entry === 'string' && entry !== '*') || (entry instanceof RegExp && !isDefault(entry)),
  ) as (string | RegExp)[]
}

/** Vite's `defaultAllowedOrigins`, of which some versions tell nobody. */
function isDefault({ source }: RegExp): boolean {
  return source.includes('localhost') && source.includes('127') && source.includes('::1')
}

function isNamed(named: string | RegExp, origin: string): boolean {
  return typeof named === 'string'
    ? named === origin
    : new RegExp(named.source, named.flags.replaceAll(/[gy]/g, '')).test(origin)
}
