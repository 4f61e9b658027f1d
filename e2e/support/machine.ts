import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import type { Options } from '@lazy-image/core'
import { fixture } from './fixture.js'
import { Project } from './project.js'

/** What a build did. */
export interface MachineBuild {
  encodes: number
  decodes: number
  warnings: string[]
  /** Hashes of the images that it wrote, by their names. */
  images: Record<string, string>
  /** Milliseconds that the build took, for reports. */
  durationMs: number
}

/** A source with its outputs. */
export const OUTPUTS_OF_SOURCE = 3

const CODE = `
import { build } from 'vite'
import lazyImage from '@lazy-image/vite-plugin'
const options = JSON.parse(process.env.MACHINE_OPTIONS)
const totals = { encodes: 0, decodes: 0, warnings: [] }
const note = message => totals.warnings.push(message)
const logger = { info() {}, warn: note }
const onBatch = report => { totals.encodes += report.encodes; totals.decodes += report.decodes }
const began = Date.now()
await build({
  configFile: false,
  logLevel: 'silent',
  plugins: [lazyImage({ ...options, logger, onBatch })],
  build: { assetsInlineLimit: 0, rollupOptions: { input: 'src/entry.js', preserveEntrySignatures: 'strict' } },
})
totals.durationMs = Date.now() - began
process.stdout.write(JSON.stringify(totals))
`

/** A folder of its own with the same project as every other machine has, in which a process of its own builds. */
export class Machine {
  readonly project: Project

  /** @param sources how many pictures the project has. */
  constructor(sources: number) {
    const names = Array.from({ length: sources }, (_, index) => `p${index}`)
    // Pictures that differ and decode alike: bytes behind the end of a JPEG are nobody's.
    const picture = (index: number) => Buffer.concat([fixture('a.jpg'), Buffer.from(`picture ${index}`)])
    this.project = new Project({
      ...Object.fromEntries(names.map((name, index) => [`src/${name}.jpg`, picture(index)])),
      'src/entry.js': names
        .map((name, index) => `export { default as ${name} } from './${name}.jpg?w=${40 + index};60;80&format=webp'\n`)
        .join(''),
    })
  }

  /** @param remote what goes to the option, as JSON has it. */
  async build(remote: NonNullable<Exclude<Options['cache'], false>>['remote']): Promise<MachineBuild> {
    const { root } = this.project
    const options = { cache: { dir: this.project.cacheFolder, remote } }
    const env = { ...process.env, MACHINE_OPTIONS: JSON.stringify(options) }
    const args = ['--input-type=module', '--eval', CODE]
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, env })
    const images = this.project.list('dist').filter(file => file.endsWith('.webp'))
    const hash = (file: string) =>
      createHash('sha256')
        .update(this.project.readBytes(`dist/${file}`))
        .digest('hex')
    return { ...JSON.parse(stdout), images: Object.fromEntries(images.map(file => [file, hash(file)])) }
  }

  /** Forgets what it has built. */
  clear(): void {
    this.project.remove('dist')
    this.project.remove('.image-cache')
  }
}
