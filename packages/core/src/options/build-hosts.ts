/** Where builds run that begin on an empty machine: what each keeps for the next build is in docs/ci.md, with its source. */
export interface BuildHost {
  name: string
  /** Whether an environment is that of a build there. */
  isHere(env: Readonly<Record<string, string | undefined>>): boolean
  /**
   * The folder for a cache that is kept there without a word of the project, relative to the package; null where none is.
   *
   * @param packages that the package depends on.
   */
  keeps(packages: ReadonlySet<string>): string | null
}

/** Where tools of this ecosystem keep caches; what keeps `node_modules` keeps it. */
export const USUAL_FOLDER = 'node_modules/.cache'

/** What Cloudflare keeps it tells by framework, which it finds among the dependencies. */
const CLOUDFLARE_FOLDERS: Readonly<Record<string, string>> = {
  astro: 'node_modules/.astro',
  '@docusaurus/core': USUAL_FOLDER,
  '@11ty/eleventy': '.cache',
  gatsby: '.cache',
  next: '.next/cache',
  nuxt: 'node_modules/.cache/nuxt',
}

const BUILD_HOSTS: readonly BuildHost[] = [
  {
    name: 'Cloudflare',
    isHere: env => env['CF_PAGES'] === '1' || env['WORKERS_CI'] === '1',
    keeps: packages => Object.entries(CLOUDFLARE_FOLDERS).find(([name]) => packages.has(name))?.[1] ?? null,
  },
  { name: 'Netlify', isHere: env => env['NETLIFY'] === 'true', keeps: () => USUAL_FOLDER },
  { name: 'Vercel', isHere: env => env['VERCEL'] === '1', keeps: () => USUAL_FOLDER },
  { name: 'GitHub Actions', isHere: env => env['GITHUB_ACTIONS'] === 'true', keeps: () => null },
  { name: 'GitLab CI', isHere: env => env['GITLAB_CI'] === 'true', keeps: () => null },
  { name: 'CircleCI', isHere: env => env['CIRCLECI'] === 'true', keeps: () => null },
  { name: 'Buildkite', isHere: env => env['BUILDKITE'] === 'true', keeps: () => null },
]

/** The host that an environment is one of; undefined for a machine of one's own. */
export function findBuildHost(env: Readonly<Record<string, string | undefined>>): BuildHost | undefined {
  return BUILD_HOSTS.find(host => host.isHere(env))
}
