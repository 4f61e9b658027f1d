import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const FIXTURES = new URL('../fixtures/', import.meta.url)
const GALLERY = new URL('../../examples/shared/photographs/', import.meta.url)

/** The eight photographs of the galleries. */
export const PHOTOGRAPHS = [
  'bridge.jpg',
  'coffee-van.jpg',
  'concert.jpg',
  'festival.jpg',
  'lifeguard-hut.jpg',
  'pepper.jpg',
  'smile.jpg',
  'tomb.jpg',
] as const

/** A fixture's bytes; what they are and where they come from stands in the folder's PROVENANCE.md. */
export function fixture(name: string): Buffer {
  return readFileSync(fileURLToPath(new URL(name, FIXTURES)))
}

export function photograph(name: (typeof PHOTOGRAPHS)[number]): Buffer {
  return readFileSync(fileURLToPath(new URL(name, GALLERY)))
}
