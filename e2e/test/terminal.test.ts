import { createRequire } from 'node:module'
import type { WriteStream } from 'node:tty'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { LiveLine } from '../../packages/core/dist/logger.js'
import { LineBelow } from '../../packages/core/dist/terminal-line.js'
import { statusLineOf } from '../../packages/unplugin/dist/host/webpack-like/status-line.js'
import { runProgram } from '../support/command-line.js'
import { fixture } from '../support/fixture.js'
import { Project } from '../support/project.js'
import { holding } from '../support/terminal/holding.js'
import { type Recording, runInTerminal } from '../support/terminal/run-in-terminal.js'
import { Screen } from '../support/terminal/screen.js'

const COMMAND_LINE = fileURLToPath(new URL('../../packages/cli/dist/bin.js', import.meta.url))

/** A live line of ours, with its numbers. */
const BAR = /[█░]{20} (?<done>\d+)\/(?<outputs>\d+)/

const OUTPUTS = 60
const IMAGES = 20

/** What a batch tells of until it is seen; the rest is held back so long. */
const TOLD_FIRST = 20

const QUERY = 'w=40;50;60&format=webp'

interface Host {
  name: string
  script: string
  args: string[]
  config: string
  code: string
  /** Lines of its own. */
  says: RegExp[]
  /** What others write meanwhile; a compiler's line for progress takes away what somebody has begun to write. */
  noise: 'lines' | 'pieces'
}

const HOSTS: readonly Host[] = [
  {
    name: 'vite',
    script: 'vite/bin/vite.js',
    args: ['build'],
    config: 'vite.config.js',
    code: `import lazyImage from '@lazy-image/vite-plugin'
export default { plugins: [noisy, lazyImage(options)] }`,
    says: [/building client environment/, /^✓ \d+ modules transformed\.$/, /^dist\/index\.html/, /^✓ built in/],
    noise: 'pieces',
  },
  {
    name: 'rollup',
    script: 'rollup/dist/bin/rollup',
    args: ['--config'],
    config: 'rollup.config.js',
    code: `import lazyImage from '@lazy-image/unplugin/rollup'
export default { input: 'src/entry.js', output: { dir: 'dist' }, plugins: [noisy, lazyImage(options)] }`,
    says: [/^src\/entry\.js → dist\.\.\.$/, /^created dist in/],
    noise: 'pieces',
  },
  {
    name: 'webpack',
    script: 'webpack-cli/bin/cli.js',
    args: ['--progress'],
    config: 'webpack.config.mjs',
    code: `import { LazyImagePlugin } from '@lazy-image/webpack-plugin'
export default { mode: 'production', entry: './src/entry.js', plugins: [noisyCompiler, new LazyImagePlugin(options)] }`,
    says: [/^webpack [\d.]+ compiled successfully/],
    noise: 'lines',
  },
]

function projectOf({ config, code }: { config: string; code: string }): Project {
  const images = Array.from({ length: IMAGES }, (_, index) => index)
  const bytes = fixture('a.jpg')
  // Others write meanwhile: whole lines by either stream, and a line in pieces.
  const options = `
const noise = () => {
  let said = 0
  return setInterval(() => {
    said++
    if (said % 3 === 0 && process.env.NOISE === 'pieces') process.stdout.write('piece ' + said + ' ')
    else if (said % 2 === 1) console.log('line ' + said)
    else console.error('line ' + said)
  }, 70).unref()
}
let timer
// Begins behind what bundlers write over while they read modules.
const begin = () => { if (process.env.NOISE) timer ??= noise() }
const noisy = { name: 'noisy', renderStart: begin }
const noisyCompiler = { apply: ({ hooks }) => hooks.compilation.tap('noisy', ({ hooks }) => hooks.seal.tap('noisy', begin)) }
const options = {
  ...(process.env.COLD && { cache: false }),
  onBatch: () => { clearInterval(timer); if (process.env.NOISE) console.log('end of noise') },
}
`
  return new Project({
    [config]: `${options}${code}\n`,
    'index.html': '<script type="module" src="/src/entry.js"></script>\n',
    // Behind the picture's end: each is a picture of its own.
    ...Object.fromEntries(images.map(image => [`src/p${image}.jpg`, Buffer.concat([bytes, Buffer.from([image])])])),
    'src/entry.js': `${images.map(image => `import p${image} from './p${image}.jpg?${QUERY}'\n`).join('')}
document.title = [${images.map(image => `p${image}`).join()}]\n`,
  })
}

/** Behind each live line that is written. */
const DRAWN = /(?<=[█░]{20} \d+\/\d+\P{Cc}*)(?=\p{Cc})/u

/** What a screen showed of ours whenever it was drawn, in however large pieces it came in, and what stands there in the end. */
async function replay({ pieces }: Recording, size: readonly [number, number]) {
  const screen = new Screen(...size)
  const shown: { done: number; outputs: number; bars: number }[] = []
  for (const text of Buffer.concat(pieces.map(({ bytes }) => bytes))
    .toString()
    .split(DRAWN)) {
    await screen.write(text)
    if (!BAR.test(text)) continue
    const bars = screen.lines().flatMap(line => [...line.matchAll(new RegExp(BAR, 'g'))])
    const { done, outputs } = bars[0]?.groups ?? {}
    shown.push({ done: Number(done), outputs: Number(outputs), bars: bars.length })
  }
  return { shown, lines: screen.lines() }
}

/** What the host says, and our summary of all that was made, each a line of its own. */
function expectToldOnce(lines: readonly string[], { says }: Host): void {
  for (const line of says)
    expect(
      lines.filter(other => line.test(other.trim())),
      String(line),
    ).toHaveLength(1)
  expect(lines.filter(line => /lazy-image\]?:? 60 outputs of 20 images · 60 encoded · /.test(line))).toHaveLength(1)
}

/** One project for all that is done in a host. */
const PROJECTS = new Map<Host, Project>()

function sharedProject(host: Host): Project {
  const project = PROJECTS.get(host) ?? projectOf(host)
  PROJECTS.set(host, project)
  return project
}

describe.each(HOSTS)('$name before a terminal', host => {
  test('shows one live line while it works and leaves nothing of it, nor takes anything away', {
    timeout: 180_000,
  }, async () => {
    const project = sharedProject(host)
    const size = [100, 14] as const
    const script = `node_modules/${host.script}`
    const run = (env: Record<string, string>) =>
      runInTerminal(project.root, size, env, process.execPath, script, ...host.args)

    const frame = `[█░] ${TOLD_FIRST}/${OUTPUTS}`
    const cold = await run({
      NOISE: host.noise,
      ...holding({ outputs: TOLD_FIRST, until: ['(?:line|piece) 12\\b', frame, '(?:line|piece) \\d'] }),
    })
    expect(cold.code).toBe(0)
    const { shown, lines } = await replay(cold, size)
    // One at any moment, with numbers that grow.
    expect(new Set(shown.map(({ bars }) => bars))).toEqual(new Set([1]))
    expect(new Set(shown.map(({ outputs }) => outputs))).toEqual(new Set([OUTPUTS]))
    const done = shown.map(moment => moment.done)
    expect(done).toEqual([...done].sort((a, b) => a - b))
    expect(done).toContain(TOLD_FIRST)
    // In the end, no trace of it, and all that others wrote, in order and whole.
    const text = lines.join('\n')
    expect(text).not.toMatch(/[█░]/)
    const said = text.slice(0, text.indexOf('end of noise')).match(/(?:piece|line) \d+/g) ?? []
    expect(said.length).toBeGreaterThan(9)
    expect(said.map(word => Number(word.split(' ')[1]))).toEqual(said.map((_, index) => index + 1))
    expectToldOnce(lines, host)

    // When there is little to do, nothing flickers.
    const warm = await run({})
    expect((await replay(warm, size)).shown).toEqual([])
    const summary = /lazy-image\]?:? 60 outputs of 20 images · 60 from cache, saving \d/
    // Nor in CI, whatever it looks like.
    for (const one of [warm, await run({ CI: 'true' })]) {
      const after = await replay(one, size)
      expect(one.code).toBe(0)
      expect(after.lines.filter(line => summary.test(line))).toHaveLength(1)
    }
  })
})

describe.each(HOSTS)('$name in a pipe', host => {
  test('tells how far it is in a line of its own, once in 10 s, and loses no line of others', {
    timeout: 180_000,
  }, async () => {
    const project = sharedProject(host)
    const told = `${TOLD_FIRST} of ${OUTPUTS} outputs made`
    // One pipe for both streams, as \`2>&1 | tee\` has it, and 20 s in 2.
    const { code, text } = await runProgram(
      project.root,
      'env',
      ...['COLD=1', 'NOISE=lines'],
      ...Object.entries(holding({ outputs: TOLD_FIRST, until: [told, told], speed: 10 })).map(all => all.join('=')),
      ...['sh', '-c', 'exec "$0" "$@" 2>&1', process.execPath, `node_modules/${host.script}`, ...host.args],
    )
    expect(code, text).toBe(0)
    expect(text).not.toMatch(/[█░]/)
    const progress = [
      ...text.matchAll(/^.*?(\d+) of (\d+) outputs made \((\d+) images\) · (?:(\d+) min )?(\d+) s\b.*$/gm),
    ]
    expect(progress.length).toBeGreaterThan(1)
    const numbers = progress.map(([, done, outputs, images]) => [done, outputs, images].map(Number))
    expect(new Set(numbers.map(String))).toEqual(new Set([`${TOLD_FIRST},${OUTPUTS},${IMAGES}`]))
    // Whole seconds of what has gone by: a tenth of one may be missing to ten.
    const seconds = progress.map(([, , , , minutes, seconds]) => Number(minutes ?? 0) * 60 + Number(seconds))
    for (const [index, at] of seconds.entries()) expect(at - (seconds[index - 1] ?? 0)).toBeGreaterThanOrEqual(9)
    // Each line of others is a line, and in order, those of ours beside them.
    const lines = text.split('\n')
    const said = lines.slice(0, lines.indexOf('end of noise')).filter(line => /^line \d+$/.test(line))
    expect(said.length).toBeGreaterThan(9)
    expect(said).toEqual(said.map((_, index) => `line ${index + 1}`))
    expectToldOnce(lines, host)
  })
})

describe('the command line before a terminal', () => {
  test('shows one live line while it converts, and then what it has written alone', { timeout: 180_000 }, async () => {
    const images = [0, 1, 2, 3]
    const bytes = fixture('a.jpg')
    const project = new Project(
      Object.fromEntries(images.map(image => [`p${image}.jpg`, Buffer.concat([bytes, Buffer.from([image])])])),
    )
    const args = ['convert', '*.jpg', '--query', 'w=40&format=webp', '--out', 'small']
    const size = [80, 12] as const
    const env = holding({ outputs: 2, until: ['[█░] 2/4'] })
    const cold = await runInTerminal(project.root, size, env, process.execPath, COMMAND_LINE, ...args)
    expect(cold.code).toBe(0)
    const { shown, lines } = await replay(cold, size)
    expect(new Set(shown.map(({ bars, outputs }) => `${bars} of ${outputs}`))).toEqual(new Set(['1 of 4']))
    expect(shown.map(({ done }) => done)).toContain(2)
    expect(lines.slice(0, 4).map(line => line.split(' ')[0])).toEqual(images.map(image => `small/p${image}.webp`))
    expect(lines.slice(4)).toEqual([expect.stringMatching(/^4 outputs of 4 images, /)])
  })
})

/** A stream to a terminal, and what it shows. */
function terminal(columns = 40, rows = 6) {
  const screen = new Screen(columns, rows)
  const written: Promise<void>[] = []
  const stream = {
    isTTY: true,
    columns,
    write(chunk: string | Uint8Array) {
      // Terminals turn the end of a line into the beginning of the next one.
      written.push(screen.write(chunk.toString().replaceAll('\n', '\r\n')))
      return true
    },
  } as unknown as WriteStream
  const look = async () => {
    await new Promise(setImmediate)
    await Promise.all(written)
    return { lines: screen.lines(), cursor: screen.cursor() }
  }
  return { stream, look, screen }
}

describe('the live line', () => {
  const lines: Record<string, (stream: WriteStream) => LiveLine> = {
    'of a terminal': stream => new LineBelow(stream, [stream]),
    'of webpack': stream => {
      const nodeConsole = createRequire(import.meta.url)('webpack/lib/node/nodeConsole')
      const own = nodeConsole({ colors: false, appendOnly: false, stream, compiler: {} })
      const status = (...texts: string[]) => own.status(...(texts.length === 0 ? [] : ['[lazy-image]', ...texts]))
      const compiler = { options: { infrastructureLogging: { stream, appendOnly: false } } }
      const line = statusLineOf(compiler as never, { status } as never)
      if (line === undefined) throw new Error('a terminal has such a line')
      return line
    },
  }
  const isCi = process.env['CI']

  describe.each(Object.entries(lines))('%s', (_, open) => {
    test('stands below what others write, and is gone in the end', async () => {
      delete process.env['CI']
      const { stream, look } = terminal()
      const line = open(stream)
      if (isCi !== undefined) process.env['CI'] = isCi
      stream.write('before\n')
      line.show('one')
      expect((await look()).lines.filter(text => text !== '')).toEqual([
        'before',
        expect.stringMatching(/lazy-image\]? one$/),
      ])
      for (let at = 0; at < 9; at++) {
        stream.write(`said ${at}\n`)
        line.show(at % 2 === 0 ? 'longer than before' : 'one')
        const { lines } = await look()
        expect(lines.filter(text => text.includes('lazy-image'))).toHaveLength(1)
        expect(lines.at(-1)).toMatch(at % 2 === 0 ? /lazy-image\]? longer than before$/ : /lazy-image\]? one$/)
      }
      line.clear()
      stream.write('after\n')
      expect((await look()).lines).toEqual(['before', ...[0, 1, 2, 3, 4, 5, 6, 7, 8].map(at => `said ${at}`), 'after'])
    })

    test('leaves a line that somebody has begun to write as it is', async () => {
      delete process.env['CI']
      const { stream, look } = terminal()
      const line = open(stream)
      if (isCi !== undefined) process.env['CI'] = isCi
      line.show('one')
      for (const piece of ['some', 'thing ', 'long']) {
        stream.write(piece)
        line.show(`beside ${piece}`)
        await look()
      }
      stream.write('\nnext\n')
      line.clear()
      expect((await look()).lines.filter(text => text !== '')).toEqual(['something long', 'next'])
    })
  })

  test('leaves what stands to the right of a cursor that was moved back', async () => {
    const { stream, look } = terminal()
    const line = new LineBelow(stream, [stream])
    line.show('one')
    stream.write('spinning\r')
    line.show('two')
    line.show('three')
    await look()
    line.clear()
    expect((await look()).lines).toEqual(['spinning'])
  })

  test('comes down behind what was written unseen, and is there once', async () => {
    const { stream, look, screen } = terminal()
    const line = new LineBelow(stream, [stream])
    stream.write('first\n')
    line.show('one')
    stream.write('second\n')
    await look()
    for (let at = 0; at < 9; at++) {
      await screen.write(`native ${at}\r\n`)
      line.show(`${at}`)
      expect((await look()).lines.filter(text => text.includes('lazy-image'))).toEqual([`lazy-image ${at}`])
    }
    line.clear()
    const { lines } = await look()
    expect(lines).toEqual(['first', 'second', ...[0, 1, 2, 3, 4, 5, 6, 7, 8].map(at => `native ${at}`)])
  })

  test('gives streams back as they were', () => {
    const { stream } = terminal()
    const { write } = stream
    const line = new LineBelow(stream, [stream])
    line.show('one')
    expect(stream.write).not.toBe(write)
    line.clear()
    line.clear()
    expect(stream.write).toBe(write)
  })
})
