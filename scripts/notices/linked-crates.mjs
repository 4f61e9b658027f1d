import { execFileSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { BUNDLED_LIBRARIES } from './bundled-libraries.mjs'
import { chooseLicence } from './choose-licence.mjs'
import { licenceTexts, readText, wordingOf } from './licence-files.mjs'

/** Platforms that binaries are published for. */
const TARGETS = [
  'aarch64-apple-darwin',
  'aarch64-pc-windows-msvc',
  'aarch64-unknown-linux-gnu',
  'aarch64-unknown-linux-musl',
  'x86_64-apple-darwin',
  'x86_64-pc-windows-msvc',
  'x86_64-unknown-linux-gnu',
  'x86_64-unknown-linux-musl',
]

/** Crates that compile C or C++ depend on one of these while they are built. */
const C_BUILDERS = new Set(['cc', 'cmake'])

/** Crates that give a file in place of an SPDX expression, with what we read in it. */
const LICENCE_OF_FILE = { quantizr: 'MIT' }

/** Part of every Rust program; its sources lie with the compiler. */
const RUST_LIBRARY = {
  name: 'Rust standard library',
  version: '',
  licence: 'MIT',
  texts: [wordingOf('MIT', 'The Rust Project Contributors')],
}

/**
 * Everything of others that is compiled into the binding on any platform: crates and the C and C++ libraries in them.
 *
 * @param {string} root of the workspace.
 * @throws {Error} for a licence that is not allowed, and for a crate whose C libraries nobody has listed.
 */
export function linkedCrates(root) {
  const { packages, resolve, workspace_members } = metadata(root)
  const byId = new Map(packages.map(crate => [crate.id, crate]))
  const own = new Set(workspace_members)
  const binding = packages.find(({ name, id }) => name === 'lazy-image-binding' && own.has(id))
  const linked = [...reachable(binding.id, resolve.nodes, byId)].filter(id => !own.has(id)).map(id => byId.get(id))
  return [RUST_LIBRARY, ...linked.flatMap(crate => [componentOf(crate), ...bundledIn(crate)])]
}

function metadata(root) {
  const filters = TARGETS.flatMap(target => ['--filter-platform', target])
  const json = execFileSync('cargo', ['metadata', '--locked', '--format-version', '1', ...filters], {
    cwd: root,
    maxBuffer: 256 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return JSON.parse(json)
}

/** Crates that are linked: those needed to build or to test are not, and macros run in the compiler. */
function reachable(start, nodes, byId) {
  const depsOf = new Map(nodes.map(({ id, deps }) => [id, deps]))
  const seen = new Set([start])
  for (const id of seen) {
    for (const { pkg, dep_kinds } of depsOf.get(id)) {
      const isMacro = byId.get(pkg).targets.some(({ kind }) => kind.includes('proc-macro'))
      if (!isMacro && dep_kinds.some(({ kind }) => kind === null)) seen.add(pkg)
    }
  }
  return seen
}

function componentOf({ name, version, license, authors, manifest_path }) {
  const licences = chooseLicence(license ?? LICENCE_OF_FILE[name] ?? 'unknown', `The crate ${name} ${version}`)
  const holder = authors.length > 0 ? authors.map(withoutAddress).join(', ') : `the authors of ${name}`
  return {
    name,
    version,
    licence: licences.join(' AND '),
    texts: licenceTexts(dirname(manifest_path), licences, holder),
  }
}

function bundledIn({ name, version, manifest_path, dependencies }) {
  const libraries = BUNDLED_LIBRARIES[name]
  const compilesC = dependencies.some(dependency => dependency.kind === 'build' && C_BUILDERS.has(dependency.name))
  if (libraries === undefined && compilesC) {
    throw new Error(
      `The crate ${name} compiles C or C++: list the libraries in it, if any, in scripts/notices/bundled-libraries.mjs`,
    )
  }
  return (libraries ?? []).map(library => ({
    name: `${library.name}, in ${name}`,
    version,
    licence: chooseLicence(library.licence, library.name).join(' AND '),
    texts: library.files.map(file => readText(join(dirname(manifest_path), file))),
  }))
}

function withoutAddress(author) {
  return author.replace(/\s*<[^>]*>/, '')
}
