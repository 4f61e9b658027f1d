import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const OWN_MODULES = fileURLToPath(new URL('../node_modules', import.meta.url))

const made: string[] = []

/** An empty folder outside the repository that is gone when the test file has run. */
export function scratchFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'lazy-image-e2e-')))
  made.push(folder)
  return folder
}

export function removeScratchFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}

/** A user's project: a folder with the given files, where every package of the tests is installed. */
export class Project {
  readonly root: string = scratchFolder()
  /** Whether what a build has written is there when the next one begins. */
  keepsOutput = false

  constructor(files: Readonly<Record<string, string | Uint8Array>>, modules: string = OWN_MODULES) {
    this.write({ 'package.json': '{ "name": "project", "private": true, "type": "module" }\n', ...files })
    // A folder of links and not a link to the folder, so that what tools cache in there stays the project's own.
    mkdirSync(this.path('node_modules'))
    for (const name of readdirSync(modules)) {
      if (name !== '.cache' && name !== '.farm') symlinkSync(join(modules, name), this.path(`node_modules/${name}`))
    }
  }

  /** One that another process has made, with what a build has written there. */
  static at(root: string): Project {
    return Object.assign(Object.create(Project.prototype) as Project, { root, keepsOutput: true })
  }

  path(name: string): string {
    return join(this.root, name)
  }

  /** A cache folder of the project's own. */
  get cacheFolder(): string {
    return this.path('.image-cache')
  }

  write(files: Readonly<Record<string, string | Uint8Array>>): void {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(this.path(name)), { recursive: true })
      writeFileSync(this.path(name), content)
    }
  }

  remove(name: string): void {
    rmSync(this.path(name), { recursive: true, force: true })
  }

  readBytes(name: string): Buffer {
    return readFileSync(this.path(name))
  }

  read(name: string): string {
    return readFileSync(this.path(name), 'utf8')
  }

  /** Relative paths of all files below a folder, sorted; none when there is no such folder. */
  list(folder: string): string[] {
    return filesBelow(this.path(folder))
  }
}

/** Relative paths of all files below a folder, sorted; none when there is no such folder. */
export function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => relative(folder, join(entry.parentPath, entry.name)))
      .sort()
  } catch {
    return []
  }
}
