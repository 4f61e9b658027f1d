// Feeds targets of native/fuzz with inputs that libFuzzer makes, with the C codecs and the Rust code watched for coverage and by
// AddressSanitizer. A finding is kept in native/fuzz/findings, which the engine's tests replay. Stops at the first.
// Seconds are of processor time, so that a busy machine tries as much as an idle one; what one input takes is timed by the clock.
// usage: node scripts/fuzz.mjs [target, or several with commas, or all] [seconds for each, 60] [--record]; without arguments: lists the
// targets. --record writes what was run into native/fuzz/runs and runs.md

import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { recordRun } from './fuzz/records.mjs'
import { runForProcessorTime } from './fuzz/run-program.mjs'
import { capture, main, ROOT, run, StepError, step } from './setup/step.mjs'
import { ensureTools, FUZZ_TOOLS } from './setup/system-tools.mjs'

const FUZZ = join(ROOT, 'native/fuzz')
const WORK = join(ROOT, 'target/fuzz')
const PLATFORM = 'x86_64-unknown-linux-gnu'
const PROGRAM = join(WORK, PLATFORM, 'release/lazy-image-fuzz')

/** Files of every format, which each target takes its own of. */
const FIXTURES = ['native/engine/tests/fixtures', 'packages/core/test/fixtures', 'e2e/fixtures/imagetools']

const COVERAGE = [
  '-Cpasses=sancov-module',
  ...['level=4', 'inline-8bit-counters', 'pc-table', 'trace-compares'].map(
    which => `-Cllvm-args=-sanitizer-coverage-${which}`,
  ),
]

await main(async () => {
  const record = process.argv.includes('--record')
  const [wanted, seconds = '60'] = process.argv.slice(2).filter(argument => argument !== '--record')
  if (`${process.platform}-${process.arch}` !== 'linux-x64') {
    throw new StepError('The sanitizer comes with Rust for Linux on x64 alone; fuzz there')
  }
  if (!/^[1-9]\d*$/.test(seconds)) throw new StepError(`${seconds} is no number of seconds: give a whole one above 0`)
  await step('system tools for fuzzing', () => ensureTools(FUZZ_TOOLS))
  // What is built now is what is run, whatever is checked out by the end.
  const commit = (await capture('git', ['rev-parse', '--short=12', 'HEAD'])).trim()
  await step('engine with sanitizers (some minutes the first time)', build)
  const takes = new Map(
    (await capture(PROGRAM, []))
      .trim()
      .split('\n')
      .map(line => line.split(' ')),
  )
  const targets = [...takes.keys()]
  if (wanted === undefined) {
    process.stdout.write(`${targets.join('\n')}\n`)
    return
  }
  const chosen = wanted === 'all' ? targets : wanted.split(',')
  const unknown = chosen.find(target => !targets.includes(target))
  if (unknown !== undefined) throw new StepError(`${unknown} is no target; there are ${targets.join(', ')}, and all`)
  for (const target of chosen) {
    await step(`${target}, ${seconds} s of processor time`, async () => {
      const ran = await fuzz(target, Number(seconds), takes.get(target) === 'files')
      if (record) recordRun(target, { ...ran, commit })
    })
  }
})

async function build() {
  // What ships is what is fuzzed; cargo adds what the targets need besides.
  copyFileSync(join(ROOT, 'Cargo.lock'), join(FUZZ, 'Cargo.lock'))
  const c = '-fsanitize=address,fuzzer-no-link -g1 -O1'
  const env = {
    ...process.env,
    // The sanitizer and its passes are part of the stable compiler, behind this door alone.
    RUSTC_BOOTSTRAP: '1',
    // The PNG decoder leaves checksums alone then, which no mutation would get right.
    RUSTFLAGS: ['-Zsanitizer=address', ...COVERAGE, '--cfg fuzzing'].join(' '),
    CC: 'clang',
    CXX: 'clang++',
    CFLAGS_x86_64_unknown_linux_gnu: c,
    CXXFLAGS_x86_64_unknown_linux_gnu: c,
  }
  const where = ['--manifest-path', join(FUZZ, 'Cargo.toml'), '--target-dir', WORK, '--target', PLATFORM]
  await run('cargo', ['build', '--release', ...where], { env })
}

async function fuzz(target, seconds, takesFiles) {
  // What was found interesting is kept for the next run.
  const found = join(WORK, 'corpus', target)
  const findings = join(FUZZ, 'findings', target)
  for (const folder of [found, findings]) mkdirSync(folder, { recursive: true })
  const fixtures = takesFiles ? FIXTURES.map(folder => join(ROOT, folder)) : []
  const seeds = [join(FUZZ, 'seeds', target), findings, ...fixtures]
  // By the clock, and other processes may be at work.
  const limits = ['-timeout=60', '-rss_limit_mb=2048', '-malloc_limit_mb=1024', '-max_len=65536']
  const args = [
    ...limits,
    `-artifact_prefix=${findings}/`,
    '-print_final_stats=1',
    '-verbosity=1',
    found,
    ...seeds.filter(existsSync),
  ]
  const before = new Set(readdirSync(findings))
  const env = { ...process.env, LAZY_IMAGE_FUZZ_TARGET: target, ASAN_OPTIONS: 'detect_leaks=0' }
  const ran = await runForProcessorTime(PROGRAM, args, { env, seconds })
  if (ran.code === 0) return ran
  const made = readdirSync(findings).filter(name => !before.has(name))
  throw new StepError(
    `${target}: ${made.length === 0 ? `failed (exit code ${ran.code})` : `a finding, ${findings}/${made.join(', ')}`}`,
  )
}
