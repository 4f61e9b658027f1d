import type { Options } from '@lazy-image/core'
import lazyImage from '@lazy-image/unplugin/esbuild'
import { type BuildFailure, type BuildOptions, build, type Message } from 'esbuild'
import type { Project } from '../project.js'
import { beginBuild, type Host } from './host.js'

/** A library-like build of `src/entry.js`. */
export function esbuildConfig(project: Project, options: Options): BuildOptions & { absWorkingDir: string } {
  return {
    absWorkingDir: project.root,
    entryPoints: ['src/entry.js'],
    bundle: true,
    splitting: true,
    format: 'esm',
    outdir: 'dist',
    publicPath: '/',
    logLevel: 'silent',
    plugins: [lazyImage(options)],
  }
}

export const esbuildHost: Host = {
  name: 'esbuild',
  tellsEach: true,
  makesUnused: true,
  async build(project, options) {
    const { options: recorded, batches } = beginBuild(project, options)
    const entry = project.path('dist/entry.js')
    try {
      const { warnings } = await build(esbuildConfig(project, recorded))
      return { batches, failure: null, warnings: messagesText(warnings), entry }
    } catch (error) {
      return { batches, ...failureText(error), entry }
    }
  },
}

/** What a build that failed has told; it has no messages where esbuild's own process has ended. */
export function failureText(reason: unknown): { failure: string; warnings: string } {
  const { errors, warnings = [] } = reason as Partial<BuildFailure>
  return { failure: errors === undefined ? String(reason) : messagesText(errors), warnings: messagesText(warnings) }
}

/** Messages with what esbuild's command line shows of them: place, text, line of code with a mark. */
export function messagesText(messages: readonly Message[]): string {
  return messages.map(messageText).join('\n')
}

function messageText({ text, location }: Message): string {
  if (location === null) return text
  const { file, line, column, length, lineText } = location
  const margin = ' '.repeat(String(line).length)
  const mark = lineText.slice(0, column).replaceAll(/[^\t]/g, ' ') + '^'.repeat(Math.max(1, length))
  return `${file}:${line}:${column + 1} ${text}\n${line} | ${lineText}\n${margin} | ${mark}\n`
}
