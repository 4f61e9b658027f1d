import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { environmentText } from './environment.js'

/** Variables in which CI and hosting providers name the branch; that of a pull request before the one it goes to. */
const BRANCH_VARIABLES = [
  'GITHUB_HEAD_REF',
  'GITHUB_REF_NAME',
  'CI_MERGE_REQUEST_SOURCE_BRANCH_NAME',
  'CI_COMMIT_REF_NAME',
  'BUILDKITE_BRANCH',
  'CIRCLE_BRANCH',
  'BITBUCKET_BRANCH',
  'VERCEL_GIT_COMMIT_REF',
  'CF_PAGES_BRANCH',
  'WORKERS_CI_BRANCH',
  // Netlify's, behind all that say whose they are.
  'BRANCH',
]

const DEFAULT_BRANCH_VARIABLES = ['CI_DEFAULT_BRANCH', 'BUILDKITE_PIPELINE_DEFAULT_BRANCH']

const LAST_RESORT = 'main'

/**
 * The branch that is built.
 *
 * @param folder of the project, absolute.
 */
export async function findBranch(folder: string): Promise<string> {
  const named = firstOf(BRANCH_VARIABLES)
  if (named !== undefined) return named
  return nameIn(await readGitFile(folder, 'HEAD'), 'refs/heads/') ?? LAST_RESORT
}

/** The branch that others begin at. */
export async function findDefaultBranch(folder: string): Promise<string> {
  const named = firstOf(DEFAULT_BRANCH_VARIABLES)
  if (named !== undefined) return named
  return nameIn(await readGitFile(folder, 'refs/remotes/origin/HEAD'), 'refs/remotes/origin/') ?? LAST_RESORT
}

function firstOf(variables: readonly string[]): string | undefined {
  return variables.map(environmentText).find(text => text !== undefined)
}

function nameIn(content: string, beginning: string): string | undefined {
  const reference = /^ref: (\S+)/.exec(content)?.[1]
  return reference?.startsWith(beginning) ? reference.slice(beginning.length) : undefined
}

/** Of the repository around a folder; empty where there is none. */
async function readGitFile(folder: string, name: string): Promise<string> {
  const git = join(folder, '.git')
  const read = (file: string) => readFile(file, 'utf8').catch(() => undefined)
  const content = await read(join(git, name))
  if (content !== undefined) return content
  // In a work tree beside the repository, a file says where that is.
  const elsewhere = /^gitdir: (.+)/.exec((await read(git)) ?? '')?.[1]
  if (elsewhere !== undefined) {
    const own = resolve(folder, elsewhere)
    const common = resolve(own, (await read(join(own, 'commondir')))?.trim() ?? '.')
    return (await read(join(own, name))) ?? (await read(join(common, name))) ?? ''
  }
  const above = dirname(folder)
  return above === folder ? '' : readGitFile(above, name)
}
