import { join } from 'node:path'

/** The folder of entries of this format; those of formats before it only wait to be deleted. */
const FORMAT = 'v3'

export const FORMATS = /^v\d+$/

/** Folders of entries: two characters of the key keep directories small. */
export const ENTRY_FOLDERS = /^[0-9a-f]{2}$/

export const ENTRY_NAMES = /^([0-9a-f]{4,64})\.img$/

/** What lies where in a cache folder. Nothing else in it is ours. */
export class Layout {
  /** Absolute. */
  readonly folder: string
  /** All that this format has. */
  readonly home: string
  /** A folder for each process that is at work, with what it is writing. */
  readonly running: string
  /** What processes are about to make. */
  readonly claims: string
  /** Of an empty folder, whose time says since when no other entries have been used than those that were used then. */
  readonly used: string
  /** Of an empty folder, whose name is the bounds that this one was last swept by, and whose time is when: no file is added. */
  readonly swept: string

  /** @param folder absolute. */
  constructor(folder: string) {
    this.folder = folder
    this.home = join(folder, FORMAT)
    this.running = join(this.home, 'running')
    this.claims = join(this.home, 'claims')
    this.used = join(this.home, 'used')
    this.swept = join(this.home, 'swept')
  }

  entryFolder(key: string): string {
    return join(this.home, key.slice(0, 2))
  }

  entryFile(key: string): string {
    return join(this.entryFolder(key), `${key}.img`)
  }
}
