import { existsSync } from 'node:fs'
import { platform } from 'node:os'
import { run, StepError, succeeds } from './step.mjs'

/**
 * @typedef {object} Tool
 * @property {string} name
 * @property {string} why
 * @property {() => Promise<boolean>} isThere
 * @property {Record<'debian' | 'fedora' | 'alpine' | 'macos' | 'windows', string>} packages names for each system's package manager
 */

/** What compiles the codecs. @type {readonly Tool[]} */
export const BUILD_TOOLS = [
  {
    name: 'a C++ compiler',
    why: 'the codecs are C and C++',
    isThere: async () => platform() === 'win32' || (await anySucceeds(['c++', 'g++', 'clang++'], ['--version'])),
    packages: { debian: 'g++ make', fedora: 'gcc-c++ make', alpine: 'g++ make', macos: '', windows: '' },
  },
  {
    name: 'cmake',
    why: 'libaom, libavif, jpegli and libjpeg-turbo are built with it',
    isThere: () => succeeds('cmake', ['--version']),
    packages: { debian: 'cmake', fedora: 'cmake', alpine: 'cmake', macos: 'cmake', windows: 'Kitware.CMake' },
  },
  {
    name: 'nasm',
    why: 'the SIMD code of libaom and libjpeg-turbo is written for it',
    // Only x86 has code in its language.
    isThere: async () => process.arch !== 'x64' || (await succeeds('nasm', ['-v'])),
    packages: { debian: 'nasm', fedora: 'nasm', alpine: 'nasm', macos: 'nasm', windows: 'NASM.NASM' },
  },
  {
    name: 'perl',
    why: "libaom's build generates code with it",
    isThere: () => succeeds('perl', ['-v']),
    packages: {
      debian: 'perl',
      fedora: 'perl',
      alpine: 'perl',
      macos: 'perl',
      windows: 'StrawberryPerl.StrawberryPerl',
    },
  },
]

/** What shows pages in the browser tests, and what keeps caches in those of remote ones. @type {readonly Tool[]} */
export const TEST_TOOLS = [
  {
    name: 'Chromium',
    why: 'the browser tests look at built pages in it (LAZY_IMAGE_CHROMIUM may name the executable)',
    isThere: async () => chromiumPath() !== undefined,
    packages: {
      debian: 'chromium',
      fedora: 'chromium',
      alpine: 'chromium',
      macos: '--cask chromium',
      windows: 'Hibbiki.Chromium',
    },
  },
  {
    name: 'redis-server',
    why: 'the tests of remote caches use it',
    isThere: () => succeeds('redis-server', ['--version']),
    packages: { debian: 'redis-server', fedora: 'redis', alpine: 'redis', macos: 'redis', windows: 'Redis.Redis' },
  },
  {
    name: 'nginx',
    why: 'the tests of remote caches use its WebDAV',
    isThere: () => succeeds('nginx', ['-v']),
    packages: { debian: 'nginx', fedora: 'nginx', alpine: 'nginx', macos: 'nginx', windows: 'nginxinc.nginx' },
  },
  {
    name: 'pip',
    why: 'the S3 server of the tests, moto, comes from PyPI',
    isThere: () => succeeds('python3', ['-m', 'pip', '--version']),
    packages: {
      debian: 'python3-pip',
      fedora: 'python3-pip',
      alpine: 'py3-pip',
      macos: 'python',
      windows: 'Python.Python.3.13',
    },
  },
  {
    name: 'git-lfs',
    why: 'the tests of fresh checkouts keep pictures in it',
    isThere: () => succeeds('git', ['lfs', 'version']),
    packages: { debian: 'git-lfs', fedora: 'git-lfs', alpine: 'git-lfs', macos: 'git-lfs', windows: 'GitHub.GitLFS' },
  },
]

/** What watches the engine's memory; there is none for macOS and Windows. @type {readonly Tool[]} */
export const MEMORY_TOOLS = [
  {
    name: 'valgrind',
    why: 'it watches every access to memory while the engine works',
    isThere: () => succeeds('valgrind', ['--version']),
    packages: { debian: 'valgrind', fedora: 'valgrind', alpine: 'valgrind', macos: '', windows: '' },
  },
]

/** What instruments the C codecs for a fuzzer, as rustc does the rest. @type {readonly Tool[]} */
export const FUZZ_TOOLS = [
  {
    name: 'clang with its sanitizers',
    why: 'it compiles the C codecs so that the fuzzer sees where an input leads',
    isThere: async () =>
      (await succeeds('clang++', ['--version'])) &&
      (await succeeds('sh', ['-c', 'test -e "$(clang --print-file-name=libclang_rt.asan-x86_64.a)"'])),
    packages: {
      debian: 'clang libclang-rt-dev',
      fedora: 'clang compiler-rt',
      alpine: 'clang compiler-rt',
      macos: 'llvm',
      windows: 'LLVM.LLVM',
    },
  },
]

const CHROMIUM_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Chromium\\Application\\chrome.exe',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** The browser for tests: the one that LAZY_IMAGE_CHROMIUM names, else an installed one. */
export function chromiumPath() {
  const named = process.env.LAZY_IMAGE_CHROMIUM
  return named ?? CHROMIUM_PATHS.find(path => existsSync(path))
}

/**
 * Makes sure that tools are there: installs what is missing where that needs no question, else says what to install.
 *
 * @param {readonly Tool[]} tools
 * @param {() => void} [begin] is called before something is installed.
 * @returns {Promise<string | undefined>} a word when there was nothing to do.
 */
export async function ensureTools(tools, begin) {
  const missing = await missingOf(tools)
  if (missing.length === 0) return 'all there'
  const install = quietInstaller()
  if (install === undefined) throw new StepError(adviceFor(missing))
  begin?.()
  process.stderr.write(`  installing ${missing.map(({ name }) => name).join(', ')}\n`)
  await install(missing)
  const stillMissing = await missingOf(tools)
  if (stillMissing.length > 0) throw new StepError(adviceFor(stillMissing))
  return undefined
}

async function missingOf(tools) {
  const there = await Promise.all(tools.map(tool => tool.isThere()))
  return tools.filter((_, index) => !there[index])
}

/** Root may install on Debian and Alpine without being asked; everybody else decides for themselves. */
function quietInstaller() {
  if (process.getuid?.() !== 0) return undefined
  if (existsSync('/usr/bin/apt-get')) {
    return async tools => {
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
      await run('apt-get', ['update', '-qq'], { env })
      await run('apt-get', ['install', '-qq', '-y', '--no-install-recommends', ...packagesFor(tools, 'debian')], {
        env,
      })
    }
  }
  if (existsSync('/sbin/apk')) {
    return tools => run('apk', ['add', '--no-progress', ...packagesFor(tools, 'alpine')])
  }
  return undefined
}

function packagesFor(tools, system) {
  return tools.flatMap(({ packages }) => packages[system].split(' ').filter(name => name !== ''))
}

function adviceFor(tools) {
  const command = (prefix, system) => {
    const packages = packagesFor(tools, system)
    return packages.length === 0 ? undefined : `${prefix} ${packages.join(' ')}`
  }
  const needsCompiler = tools.some(({ name }) => name === 'a C++ compiler')
  const lines = [
    ['Debian, Ubuntu', command('sudo apt-get install', 'debian')],
    ['Fedora', command('sudo dnf install', 'fedora')],
    ['Alpine', command('sudo apk add', 'alpine')],
    [
      'macOS',
      [needsCompiler ? 'xcode-select --install' : '', command('brew install', 'macos') ?? '']
        .filter(Boolean)
        .join(' && '),
    ],
    [
      'Windows',
      [
        needsCompiler ? 'winget install Microsoft.VisualStudio.2022.BuildTools' : '',
        command('winget install', 'windows') ?? '',
      ]
        .filter(Boolean)
        .join(' && '),
    ],
  ]
  return [
    `Missing: ${tools.map(({ name, why }) => `${name} (${why})`).join(', ')}. Install it and try again:`,
    ...lines.filter(([, text]) => text).map(([system, text]) => `  ${system.padEnd(16)}${text}`),
  ].join('\n')
}

async function anySucceeds(commands, args) {
  for (const command of commands) if (await succeeds(command, args)) return true
  return false
}
