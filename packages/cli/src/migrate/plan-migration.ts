import { dirname, sep } from 'node:path'
import { type Edit, loadProjectSearch } from '@lazy-image/core/host'
import { folderGlob } from '@lazy-image/unplugin/project'
import { ENHANCED_IMG, overrideTool } from './enhanced-img.js'
import type { MigratedCall, Migration, Remark, Spot } from './migration.js'
import { type Manifest, readManifest, removeDependencies, swapDependency, usersOfSharp } from './package-manifest.js'
import type { CallReading } from './read-call.js'
import { readSources } from './read-sources.js'
import { readTool, type ToolScript } from './read-tool.js'
import { rewordPlaces } from './reword-places.js'
import {
  type DeclaredEnds,
  type Obstacle,
  type Rewording,
  type Scope,
  type Settled,
  settleCall,
} from './settle-call.js'
import { part, type SyntaxNode } from './syntax.js'
import { IMPORTED, INCUMBENT, SUCCESSOR } from './tool-names.js'
import { declaredPatterns, matchesPattern, ourPatterns, swapTypes } from './tool-types.js'

/**
 * What is to be done to the projects of a folder so that they use lazy-image in place of vite-imagetools: only what comes to the
 * same pictures, and a list of the rest. Nothing is written.
 *
 * @param folder absolute.
 * @param range of our package, for package.json.
 * @returns null where nothing of the tool is there.
 */
export async function planMigration(folder: string, range: string): Promise<Migration | null> {
  const { placeOf } = await loadProjectSearch()
  return new Planning(folder, range, await readSources(folder), placeOf).plan()
}

type PlaceOf = Awaited<ReturnType<typeof loadProjectSearch>>['placeOf']

class Planning {
  readonly #folder: string
  readonly #range: string
  readonly #sources: ReadonlyMap<string, string>
  readonly #placeOf: PlaceOf
  readonly #manifests: readonly Manifest[]
  readonly #edits = new Map<string, { before: string; edits: Edit[] }>()
  readonly #migration: Migration = { files: [], calls: [], queries: [], notes: [], left: [] }

  constructor(folder: string, range: string, sources: ReadonlyMap<string, string>, placeOf: PlaceOf) {
    this.#folder = folder
    this.#range = range
    this.#sources = sources
    this.#placeOf = placeOf
    this.#manifests = [...sources].flatMap(([file, text]) =>
      file.endsWith(`${sep}package.json`) ? (readManifest(file, text) ?? []) : [],
    )
  }

  async plan(): Promise<Migration | null> {
    const scripts = [...this.#sources].flatMap(([file, code]) => readTool(file, code) ?? [])
    const isNamed = this.#manifests.some(
      ({ dependencies }) => dependencies.has(INCUMBENT) || dependencies.has(ENHANCED_IMG),
    )
    if (scripts.length === 0 && !isNamed) return null
    const stuck = new Set(scripts.filter(({ refuses }) => refuses.length > 0).map(({ file }) => this.#projectOf(file)))
    for (const script of scripts) {
      for (const { index, text } of script.refuses) this.#leave(script.file, index, text)
    }
    const moved = scripts.filter(({ file }) => !stuck.has(this.#projectOf(file)))
    for (const script of scripts.filter(each => !moved.includes(each))) this.#tellStuck(script)
    for (const script of moved) await this.#moveScript(script, moved)
    this.#moveTypes(stuck)
    for (const manifest of this.#manifests) this.#moveManifest(manifest, scripts, moved)
    this.#listOtherNames()
    const files = [...this.#edits].map(([file, { before, edits }]) => ({ file, before, edits }))
    return { ...this.#migration, files: files.sort((a, b) => (a.file < b.file ? -1 : 1)) }
  }

  /** Where a file's project begins: at the package.json above it. */
  #projectOf(file: string): string {
    const roots = this.#manifests.map(manifest => dirname(manifest.file))
    const above = roots.filter(root => file.startsWith(`${root}${sep}`))
    return above.sort((a, b) => b.length - a.length)[0] ?? this.#folder
  }

  #tellStuck({ file, code, readings }: ToolScript): void {
    for (const { call } of readings) {
      this.#migration.calls.push({
        ...this.#callAt(file, code, call),
        plugin: 'vite-imagetools',
        requests: 0,
        because: [],
      })
    }
  }

  #callAt(file: string, code: string, { start }: SyntaxNode): { spot: Spot } {
    return { spot: this.#spot(file, code, start) }
  }

  async #moveScript(script: ToolScript, all: readonly ToolScript[]): Promise<void> {
    const { file, code, tool, readings } = script
    const settled = await this.#settle(script, all)
    for (const [number, { call }] of readings.entries()) {
      const told = settled.calls[number] ?? { requests: 0, because: [] }
      const plugin = settled.isOwn ? 'lazyImage' : 'imagetools'
      this.#migration.calls.push({ ...this.#callAt(file, code, call), plugin, ...told })
    }
    if (settled.isOwn && tool?.only != null) this.#renameImport(script, tool.only)
    else this.#renamePackages(script)
    for (const { call, reading } of readings) {
      this.#edit(file, settled.isOwn ? reading.own : reading.always)
      for (const text of reading.told) this.#note(file, call.start, text)
      const callee = part(call, 'callee')
      if (settled.isOwn && tool?.only != null && callee !== null) {
        this.#edit(file, [{ start: callee.start, end: callee.end, text: ownName(script) }])
      }
    }
  }

  /** Whether the calls of a script may become those of `lazyImage()`; where they may, queries are put into other words. */
  async #settle(
    { file, code, tool, readings }: ToolScript,
    all: readonly ToolScript[],
  ): Promise<{ isOwn: boolean; calls: Pick<MigratedCall, 'requests' | 'because'>[] }> {
    if (tool === null || readings.length === 0) return { isOwn: false, calls: [] }
    const calls: { reading: CallReading; settled: Settled | null; because: Remark[] }[] = []
    for (const { reading } of readings) {
      const because: Remark[] = reading.keeps.map(({ index, text }) => ({ spot: this.#spot(file, code, index), text }))
      if (tool.only === null) because.push({ spot: null, text: 'the plugin is not imported as { imagetools } alone' })
      const settled =
        because.length > 0 ? null : await settleCall(reading.options, this.#scopesOf(file, all), this.#ends)
      because.push(...(settled?.obstacles ?? []).map(obstacle => this.#remarkOf(obstacle)))
      calls.push({ reading, settled, because })
    }
    const rewordings = calls.flatMap(({ settled }) => settled?.rewordings ?? [])
    const lost = calls.every(({ because }) => because.length === 0) ? this.#reword(rewordings, calls.length) : []
    for (const { place } of lost) {
      const text = 'its query breaks a rule, and is put together from parts'
      calls[0]?.because.push(this.#remarkOf({ place, text }))
    }
    const isOwn = calls.every(({ because }) => because.length === 0)
    if (isOwn) for (const { reading, settled } of calls) this.#tellDefaults(file, code, reading, settled)
    return { isOwn, calls: calls.map(({ settled, because }) => ({ because, requests: settled?.requests ?? 0 })) }
  }

  /** @returns what cannot be put into other words; then nothing is. */
  #reword(rewordings: readonly Rewording[], calls: number): readonly Rewording[] {
    if (rewordings.length > 0 && calls > 1) return rewordings
    const files = [...new Set(rewordings.map(({ place }) => place.file))]
    const done = files.map(file => {
      const own = rewordings.filter(({ place }) => place.file === file)
      return { file, own, ...rewordPlaces(this.#sources.get(file) ?? '', own) }
    })
    const lost = done.flatMap(each => each.lost)
    if (lost.length > 0) return lost
    for (const { file, edits, own } of done) {
      this.#edit(file, edits)
      const told = new Map(own.map(({ place, to }) => [`${place.line} ${place.column}`, { place, to }]))
      for (const { place, to } of told.values()) {
        const { line, column, text } = place
        this.#migration.queries.push({ spot: { file, line, column: column + 1 }, text, to })
      }
    }
    return []
  }

  #tellDefaults(file: string, code: string, { options, own }: CallReading, settled: Settled | null): void {
    const node = options.defaults?.node
    if (node === undefined || settled === null || settled.defaults === null) return
    own.push({ start: node.start, end: node.end, text: `new URLSearchParams('${settled.defaults}')` })
    this.#note(file, node.start, `the directives of all images are ${settled.defaults}`, code)
  }

  /** A call is for its own project, and for files of the folder that are no other project's. */
  #scopesOf(file: string, all: readonly ToolScript[]): Scope[] {
    const root = this.#projectOf(file)
    const roots = all.filter(({ readings }) => readings.length > 0).map(script => this.#projectOf(script.file))
    const globsBelow = (top: string, without: readonly string[]) =>
      without.filter(other => other.startsWith(`${top}${sep}`)).map(other => `${folderGlob(top, other)}/**`)
    const others = roots.filter(other => other !== root)
    const own = { root, ignore: globsBelow(root, others) }
    return root === this.#folder ? [own] : [own, { root: this.#folder, ignore: globsBelow(this.#folder, roots) }]
  }

  readonly #ends: DeclaredEnds = specifier => this.#patterns.filter(pattern => matchesPattern(pattern, specifier))

  get #patterns(): string[] {
    return [...this.#sources.values()].flatMap(code => declaredPatterns(code).map(({ pattern }) => pattern))
  }

  #renameImport(script: ToolScript, { declaration }: { declaration: SyntaxNode }): void {
    const source = part(declaration, 'source')
    if (source === null) return
    const quote = script.code[source.start]
    const text = `import ${ownName(script)} from ${quote}${SUCCESSOR}${quote}`
    this.#edit(script.file, [{ start: declaration.start, end: source.end, text }])
  }

  #renamePackages({ file, code, tool }: ToolScript): void {
    const names = [...code.matchAll(IMPORTED)].map(({ index, 0: all, 3: name = '' }) => {
      const end = index + all.length - 1
      return { start: end - name.length, end, text: SUCCESSOR }
    })
    const imports = (tool?.byDefault ?? []).map(({ specifier: { start, end }, local }) => ({
      start,
      end,
      text: local === 'imagetools' ? '{ imagetools }' : `{ imagetools as ${local} }`,
    }))
    this.#edit(file, [...names, ...imports])
  }

  #moveTypes(stuck: ReadonlySet<string>): void {
    const ours = new Set(ourPatterns())
    const isDeclaredHere = this.#patterns.some(pattern => ours.has(pattern))
    for (const [file, code] of this.#sources) {
      if (!stuck.has(this.#projectOf(file))) this.#edit(file, swapTypes(code, isDeclaredHere))
    }
  }

  #moveManifest(manifest: Manifest, scripts: readonly ToolScript[], moved: readonly ToolScript[]): void {
    const { file, text, dependencies } = manifest
    if (dependencies.has(ENHANCED_IMG)) this.#moveEnhancedImages(manifest)
    if (!dependencies.has(INCUMBENT)) return
    const below = `${dirname(file)}${sep}`
    const gone = moved.filter(script => script.file.startsWith(below))
    const stays = scripts.some(script => script.file.startsWith(below) && !moved.includes(script))
    if (gone.length === 0 && stays) return
    this.#edit(file, swapDependency(manifest, this.#range, stays))
    if (stays || !dependencies.has('sharp') || this.#usesSharp(below, text)) return
    const users = usersOfSharp(manifest)
    if (users === null)
      this.#note(file, text.indexOf('"sharp"'), 'sharp stays: what else needs it is not installed here')
    else if (users.length === 0) this.#edit(file, removeDependencies(text, ['sharp', '@types/sharp']))
    else this.#note(file, text.indexOf('"sharp"'), `sharp stays: ${users.join(' and ')} may use it`)
  }

  #usesSharp(below: string, manifest: string): boolean {
    const scripts = /"scripts"\s*:\s*\{[^}]*\bsharp\b/.test(manifest)
    return (
      scripts ||
      [...this.#sources].some(
        ([file, code]) => file.startsWith(below) && !file.endsWith('.json') && /(["'])sharp(?:\/[^"']*)?\1/.test(code),
      )
    )
  }

  #moveEnhancedImages(manifest: Manifest): void {
    const index = manifest.text.indexOf(`"${ENHANCED_IMG}"`)
    if (manifest.text.includes(`npm:${SUCCESSOR}`)) return
    const done = overrideTool(manifest, this.#folder, this.#range)
    if ('reason' in done)
      this.#leave(manifest.file, index, `${ENHANCED_IMG} makes its pictures by vite-imagetools: ${done.reason}`)
    else {
      this.#edit(done.file, done.edits, done.text)
      this.#note(manifest.file, index, `${ENHANCED_IMG} takes lazy-image in place of vite-imagetools`)
    }
  }

  /** Names that are no imports, such as one in a list of packages that Vite is not to touch. */
  #listOtherNames(): void {
    for (const [file, code] of this.#sources) {
      if (file.endsWith('.json') || file.endsWith('.md')) continue
      for (const { index } of code.matchAll(/(["'`])vite-imagetools\1/g)) {
        const edits = this.#edits.get(file)?.edits ?? []
        const isDone = edits.some(({ start, end }) => start <= index + 1 && end > index + 1)
        const isImport = [...code.matchAll(IMPORTED)].some(
          found => found.index + found[0].length > index && found.index <= index,
        )
        if (!isDone && !isImport) this.#leave(file, index, 'it names vite-imagetools, and is no import')
      }
    }
  }

  #edit(file: string, edits: readonly Edit[], text?: string): void {
    if (edits.length === 0) return
    const known = this.#edits.get(file)
    if (known !== undefined) known.edits.push(...edits)
    else this.#edits.set(file, { before: text ?? this.#sources.get(file) ?? '', edits: [...edits] })
  }

  #remarkOf({ place, text }: Obstacle): Remark {
    if (place === null) return { spot: null, text }
    return { spot: { file: place.file, line: place.line, column: place.column + 1 }, text: `${place.text}: ${text}` }
  }

  #note(file: string, index: number, text: string, code = this.#sources.get(file) ?? ''): void {
    this.#migration.notes.push({ spot: this.#spot(file, code, index), text })
  }

  #leave(file: string, index: number, text: string): void {
    this.#migration.left.push({ spot: this.#spot(file, this.#sources.get(file) ?? '', index), text })
  }

  #spot(file: string, code: string, index: number): Spot {
    const { line, column } = this.#placeOf(code, index)
    return { file, line, column: column + 1 }
  }
}

/** What our plugin is called in a script: as everywhere, unless that name is taken. */
function ownName({ tool }: ToolScript): string {
  return tool?.has('lazyImage') === true ? (tool.only?.local ?? 'lazyImage') : 'lazyImage'
}
