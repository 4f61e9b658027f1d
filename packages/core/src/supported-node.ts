import { LazyImageError } from './errors.js'

/** The oldest that `engines` of our packages allow. */
const OLDEST = '20.19'

/**
 * Refuses a Node that is too old in one sentence, before something fails that it lacks.
 *
 * @throws {LazyImageError} `NODE_UNSUPPORTED`
 */
export function refuseOldNode(version: string = process.versions.node): void {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [leastMajor = 0, leastMinor = 0] = OLDEST.split('.').map(Number)
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return
  throw new LazyImageError('NODE_UNSUPPORTED', `lazy-image needs Node ${OLDEST} or newer, but this is Node ${version}`)
}
