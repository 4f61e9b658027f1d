import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Folder of the fixtures; what they are and where they come from stands in its PROVENANCE.md. */
export const FIXTURES = fileURLToPath(new URL('../fixtures', import.meta.url))

/** Absolute path of a fixture. */
export function fixture(name: string): string {
  return `${FIXTURES}/${name}`
}

export function fixtureBytes(name: string): Buffer {
  return readFileSync(fixture(name))
}
