import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { findBranch, findDefaultBranch } from '../../../dist/cache/remote/branch.js'
import { scratchFolder } from '../../support/scratch-folder.js'

// As on a machine that is nobody's CI.
const NAMES = /^(?:GITHUB_|CI_|BUILDKITE_|CIRCLE_|BITBUCKET_|VERCEL_|CF_PAGES_|WORKERS_CI_|BRANCH$)/
beforeEach(() => {
  for (const name of Object.keys(process.env)) if (NAMES.test(name)) vi.stubEnv(name, '')
})
afterEach(() => {
  vi.unstubAllEnvs()
})

function repository(): { folder: string; git: (...args: string[]) => void } {
  const folder = scratchFolder()
  const git = (...args: string[]) => {
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: folder, stdio: 'ignore' })
  }
  git('init', '--initial-branch=trunk')
  return { folder, git }
}

describe('the branch', () => {
  test('is the one of the repository around a folder', async () => {
    const { folder, git } = repository()
    git('checkout', '-b', 'feature/a')
    const inner = join(folder, 'packages/site')
    mkdirSync(inner, { recursive: true })
    expect(await findBranch(inner)).toBe('feature/a')
  })

  test('of a work tree is its own', async () => {
    const { folder, git } = repository()
    git('commit', '--allow-empty', '-m', 'a')
    git('worktree', 'add', join(folder, 'beside'), '-b', 'other')
    expect(await findBranch(join(folder, 'beside'))).toBe('other')
  })

  test('is main where nobody knows', async () => {
    expect(await findBranch(scratchFolder())).toBe('main')
  })

  test.each([
    [{ GITHUB_REF_NAME: 'main' }, 'main'],
    [{ GITHUB_REF_NAME: '7/merge', GITHUB_HEAD_REF: 'fix' }, 'fix'],
    [{ CI_COMMIT_REF_NAME: 'release' }, 'release'],
    [{ BRANCH: 'on-netlify' }, 'on-netlify'],
  ])('is as the CI says: %j', async (variables, branch) => {
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
    expect(await findBranch(repository().folder)).toBe(branch)
  })
})

describe('the default branch', () => {
  test('is that of the remote repository, in a work tree too', async () => {
    const { folder, git } = repository()
    git('commit', '--allow-empty', '-m', 'a')
    git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk')
    git('worktree', 'add', join(folder, 'beside'), '-b', 'other')
    expect(await findDefaultBranch(folder)).toBe('trunk')
    expect(await findDefaultBranch(join(folder, 'beside'))).toBe('trunk')
  })

  test('is as the CI says, or main', async () => {
    expect(await findDefaultBranch(scratchFolder())).toBe('main')
    vi.stubEnv('CI_DEFAULT_BRANCH', 'develop')
    expect(await findDefaultBranch(scratchFolder())).toBe('develop')
  })
})
