import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  copyFileSync,
  cpSync,
  readFileSync,
  renameSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { countWork } from '../support/count-work.js'
import { fixture } from '../support/fixture.js'
import { recordedPipeline, total } from '../support/recorded-pipeline.js'
import { scratchFolder } from '../support/scratch-folder.js'

/** Longer than what git and we call one moment. */
const MOMENT_MS = 60

/** No setting of this machine's user has a say. */
const ENVIRONMENT = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
}

function git(folder: string, args: readonly string[], more: Readonly<Record<string, string>> = {}): void {
  execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], {
    cwd: folder,
    stdio: 'pipe',
    env: { ...ENVIRONMENT, ...more },
  })
}

/** What is committed, and what a later build of the same machine or of another one sees. */
class Checkout {
  readonly folder: string

  constructor(folder: string) {
    this.folder = folder
  }

  /** A repository with pictures in it, that git has compared. */
  static async make(settings: { init?: readonly string[]; lfs?: boolean } = {}): Promise<Checkout> {
    const made = new Checkout(scratchFolder())
    git(made.folder, ['init', '-q', ...(settings.init ?? [])])
    if (settings.lfs === true) {
      git(made.folder, ['lfs', 'install', '--local'])
      writeFileSync(made.at('.gitattributes'), '*.png filter=lfs diff=lfs merge=lfs -text\n')
    }
    copyFileSync(fixture('small.png'), made.at('a.png'))
    writeFileSync(made.at('b.svg'), '<svg xmlns="http://www.w3.org/2000/svg"\n width="40" height="30"/>\n')
    writeFileSync(made.at('.gitignore'), 'cache\n')
    await wait(MOMENT_MS)
    git(made.folder, ['add', '.'])
    git(made.folder, ['commit', '-q', '-m', 'pictures'])
    return made
  }

  /** A fresh one, with the cache of this one: every file is new. */
  async clone(more: Readonly<Record<string, string>> = {}): Promise<Checkout> {
    const folder = join(scratchFolder(), 'clone')
    git(this.folder, ['clone', '-q', `file://${this.folder}`, folder], more)
    const cloned = new Checkout(folder)
    cpSync(this.at('cache'), cloned.at('cache'), { recursive: true })
    await cloned.settle()
    return cloned
  }

  /** Time goes by between the checkout of large files and the index; here all is small. */
  async settle(): Promise<void> {
    await wait(MOMENT_MS)
    git(this.folder, ['update-index', '-q', '--really-refresh'])
    const index = execFileSync('git', ['rev-parse', '--git-path', 'index'], {
      cwd: this.folder,
      encoding: 'utf8',
    }).trim()
    const now = new Date()
    utimesSync(resolve(this.folder, index), now, now)
    await wait(MOMENT_MS)
  }

  at(name: string): string {
    return join(this.folder, name)
  }

  /** What a build of a process of its own would do, and what it comes to. */
  async build(names: readonly string[] = ['a.png', 'b.svg']) {
    const { pipeline, reports } = recordedPipeline({ cache: { dir: this.at('cache') } })
    const keys: string[] = []
    const sizes: unknown[] = []
    const { reads } = await countWork(async () => {
      const snapshot = pipeline.snapshot()
      for (const name of names) {
        const planned = await snapshot.plan(`${this.at(name)}?w=9;8&format=webp`)
        keys.push(...(planned?.plan.images ?? []).map(({ recipe }) => recipe.key))
        sizes.push(planned?.plan.source.bytes)
        await snapshot.render(planned?.module.wanted() ?? [])
      }
      await pipeline.sweepCache()
    })
    return { reads, decodes: total(reports, 'decodes'), encodes: total(reports, 'encodes'), keys, sizes }
  }
}

const NOTHING = { reads: 0, decodes: 0, encodes: 0 }

describe('a fresh checkout with a kept cache', () => {
  test.each([
    ['version 2', []],
    ['version 4', ['-c', 'index.version=4']],
  ])('reads no source, by an index of %s', async (_name, settings) => {
    const checkout = await Checkout.make()
    const { keys } = await checkout.build()
    const cloned = await checkout.clone()
    git(cloned.folder, [...settings, 'update-index', '--force-write-index'])
    if (settings.length > 0) git(cloned.folder, ['update-index', '--index-version', '4'])
    await cloned.settle()
    expect(await cloned.build()).toMatchObject({ ...NOTHING, keys })
    // By their times, from then on.
    expect(await cloned.build()).toMatchObject({ ...NOTHING, keys })
  })

  test('reads no source whose ids are of SHA-256', async () => {
    const checkout = await Checkout.make({ init: ['--object-format=sha256'] })
    const { keys } = await checkout.build()
    expect(await (await checkout.clone()).build()).toMatchObject({ ...NOTHING, keys })
  })

  test('reads no source in a work tree of its own, in a submodule, and under another name', async () => {
    const checkout = await Checkout.make()
    const { keys } = await checkout.build()

    const tree = new Checkout(join(scratchFolder(), 'tree'))
    git(checkout.folder, ['worktree', 'add', '-q', tree.folder])
    cpSync(checkout.at('cache'), tree.at('cache'), { recursive: true })
    await tree.settle()
    expect(await tree.build()).toMatchObject({ ...NOTHING, keys })

    const outer = new Checkout(scratchFolder())
    git(outer.folder, ['init', '-q'])
    git(outer.folder, ['submodule', '--quiet', 'add', `file://${checkout.folder}`, 'inner'])
    const inner = new Checkout(outer.at('inner'))
    cpSync(checkout.at('cache'), inner.at('cache'), { recursive: true })
    await inner.settle()
    expect(await inner.build()).toMatchObject({ ...NOTHING, keys })

    const cloned = await checkout.clone()
    // Git compares whole seconds, so that it keeps what it noted of a file that is moved in the second of its making.
    git(cloned.folder, ['rm', '-q', '--cached', 'a.png'])
    renameSync(cloned.at('a.png'), cloned.at('moved.png'))
    git(cloned.folder, ['add', 'moved.png'])
    await cloned.settle()
    expect(await cloned.build(['moved.png', 'b.svg'])).toMatchObject({ ...NOTHING, keys })
  })

  test('needs nothing of what Git LFS has not fetched, and says so of what is not in the cache', async () => {
    const checkout = await Checkout.make({ lfs: true })
    const { keys } = await checkout.build()
    const cloned = await checkout.clone({ GIT_LFS_SKIP_SMUDGE: '1' })
    expect(readFileSync(cloned.at('a.png'), 'utf8')).toMatch(/^version https:\/\/git-lfs/)
    expect(await cloned.build()).toMatchObject({ ...NOTHING, keys, sizes: [statSync(checkout.at('a.png')).size, 66] })

    const { pipeline } = recordedPipeline({ cache: { dir: cloned.at('cache') } })
    const snapshot = pipeline.snapshot()
    const planned = await snapshot.plan(`${cloned.at('a.png')}?w=7&format=webp`)
    const outcomes = await snapshot.render(planned?.module.wanted() ?? [])
    const [recipe] = planned?.module.wanted() ?? []
    expect(() => recipe && outcomes.of(recipe)).toThrow(/pointer of Git LFS/)
  })
})

describe('a file is read where git does not vouch for it', () => {
  /** A clone in which something was done, and how many of its two files a build reads. */
  async function readsAfter(change: (cloned: Checkout) => void): Promise<number> {
    const checkout = await Checkout.make()
    await checkout.build()
    const cloned = await checkout.clone()
    change(cloned)
    await wait(MOMENT_MS)
    return (await cloned.build()).reads
  }

  test('it was written to, whatever its time says', async () => {
    const reads = await readsAfter(cloned => {
      execFileSync('cp', ['-p', cloned.at('a.png'), cloned.at('time')])
      const bytes = readFileSync(cloned.at('a.png'))
      bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1)
      writeFileSync(cloned.at('a.png'), bytes)
      execFileSync('touch', ['-r', cloned.at('time'), cloned.at('a.png')])
    })
    expect(reads).toBe(1)
  })

  test.each([['--assume-unchanged'], ['--skip-worktree']])('git was told to look away by %s', async word => {
    expect(await readsAfter(cloned => git(cloned.folder, ['update-index', word, 'a.png']))).toBe(1)
  })

  test('the index was written in the moment in which the file was', async () => {
    const reads = await readsAfter(cloned => {
      const times = ['a.png', 'b.svg'].map(name => statSync(cloned.at(name)).mtimeMs)
      const first = new Date(Math.floor(Math.min(...times)))
      utimesSync(cloned.at('.git/index'), first, first)
    })
    expect(reads).toBe(2)
  })

  test('the index is shared, cut off, or none', async () => {
    expect(await readsAfter(cloned => git(cloned.folder, ['update-index', '--split-index']))).toBe(2)
    const cut = (cloned: Checkout) =>
      writeFileSync(cloned.at('.git/index'), readFileSync(cloned.at('.git/index')).subarray(0, -60))
    expect(await readsAfter(cut)).toBe(2)
    expect(await readsAfter(cloned => renameSync(cloned.at('.git'), cloned.at('.other')))).toBe(2)
    expect(await readsAfter(cloned => writeFileSync(cloned.at('.git/index'), 'DIRC'))).toBe(2)
  })

  test('a filter has made other bytes of the same content', async () => {
    const reads = await readsAfter(cloned => {
      git(cloned.folder, ['rm', '-q', '--cached', 'b.svg'])
      appendFileSync(cloned.at('.git/info/attributes'), '*.svg text eol=crlf\n')
      git(cloned.folder, ['reset', '-q', '--hard'])
      git(cloned.folder, ['checkout-index', '-f', '-a', '-u'])
    })
    expect(reads).toBeGreaterThanOrEqual(1)
  })
})
