import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, run } from './command.js'
import { manifestOf, PACKAGES, type PackageName, type Tarballs } from './packed-packages.js'
import { OWN_PLATFORM } from './release-binaries.js'

export type Manager = 'npm' | 'pnpm'

/** Whether packages come as folders of the checkout or as what is packed of them. */
export type Source = 'link' | 'tarball'

/** Nothing that a run in a terminal would not do, but quicker. */
const QUIET = {
  npm: ['--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline'],
  pnpm: ['--prefer-offline', '--reporter=silent', '--ignore-scripts'],
}

const PNPM = ['npx', '--yes', manifestOf('.').packageManager]

/** Somebody with an empty folder, who types what a README says into it. */
export class Newcomer {
  readonly folder: string
  readonly #manager: Manager
  readonly #tarballs: Tarballs | null

  /** @param tarballs null for whoever links the packages of the checkout. */
  constructor(folder: string, manager: Manager, tarballs: Tarballs | null) {
    this.folder = folder
    this.#manager = manager
    this.#tarballs = tarballs
    mkdirSync(folder, { recursive: true })
  }

  /** The folder with what a template of Vite's author writes into it. */
  async startFromTemplate(template: string): Promise<void> {
    const create = ['--yes', `create-vite@${CREATE_VITE}`, '.', '--template', template, '--no-interactive']
    await run('npx', create, this.folder)
  }

  write(files: Readonly<Record<string, string | Uint8Array>>): void {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(this.folder, name), content)
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8')
  }

  change(name: string, from: string, to: string): void {
    const text = this.read(name)
    if (!text.includes(from)) throw new Error(`${name} has no ${from}`)
    this.write({ [name]: text.replace(from, () => to) })
  }

  /** `npm install`, and what a README says behind that: packages of ours by their names, as long as no registry has them. */
  async install(words: string): Promise<void> {
    const names = words.split(' ').filter(word => word !== '' && !word.startsWith('-'))
    this.#nameOurs(names)
    const given = names.map(name => (name.startsWith('@lazy-image/') ? this.#sourceOf(name) : name))
    const flags = words.includes('--save-dev') ? ['--save-dev'] : []
    const verb = this.#manager === 'pnpm' && names.length > 0 ? 'add' : 'install'
    await this.#manage([verb, ...QUIET[this.#manager], ...flags, ...given])
  }

  /** `npm run build`. */
  async build(): Promise<string> {
    return await this.#manage(['run', 'build'])
  }

  /** `npx lazy-image …` and the like. */
  async exec(...command: string[]): Promise<string> {
    if (this.#manager === 'pnpm') return await this.#manage(['exec', ...command])
    return await run('npx', ['--no-install', ...command], this.folder)
  }

  async #manage(words: readonly string[]): Promise<string> {
    const [program = '', ...first] = this.#manager === 'pnpm' ? PNPM : ['npm']
    return await run(program, [...first, ...words], this.folder)
  }

  #sourceOf(name: string): string {
    const own = name.replace('@lazy-image/', '') as PackageName
    return this.#tarballs === null ? join(ROOT, PACKAGES[own]) : `file:${this.#tarballs.packages[own]}`
  }

  /** What packed packages name of each other, no registry has before it is published. */
  #nameOurs(given: readonly string[]): void {
    if (this.#tarballs === null) return
    const { packages, platforms } = this.#tarballs
    const ours = [
      ...Object.entries(packages).map(([name, file]) => [`@lazy-image/${name}`, `file:${file}`] as const),
      ...Object.entries(platforms).map(
        ([name, file]) =>
          [
            `@lazy-image/native-${name}`,
            this.#manager === 'npm' || name === OWN_PLATFORM ? `file:${file}` : '-',
          ] as const,
      ),
    ]
    if (this.#manager === 'pnpm') {
      // JSON is YAML.
      this.write({
        'pnpm-workspace.yaml': JSON.stringify({ pmOnFail: 'ignore', overrides: Object.fromEntries(ours) }),
      })
      return
    }
    const manifest = JSON.parse(this.read('package.json'))
    // npm takes an override of what a project names itself for a mistake.
    const own = new Set([...given, ...Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })])
    const overrides = Object.fromEntries(ours.filter(([name]) => !own.has(name)))
    this.write({ 'package.json': JSON.stringify({ ...manifest, overrides }, null, 2) })
  }
}

/** The templates of Vite that are typed in. */
const CREATE_VITE = '9.3.0'
