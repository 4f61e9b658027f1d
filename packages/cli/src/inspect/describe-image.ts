import type { ImageMetadata } from '@lazy-image/core'

/** Control characters are gone from texts already; what is left is theirs who wrote it. */
type Row = readonly [name: string, told: string]

/** What an image is like, line by line. */
export function describeImage(image: ImageMetadata): string[] {
  const { width, height, storedWidth, storedHeight, orientation, frames, loops, gainMap, photo } = image
  const rows: (Row | false)[] = [
    ['format', `${image.format}${image.isProgressive ? ', progressive' : ''}`],
    image.quality !== null && ['quality', String(image.quality)],
    ['size', `${width}×${height}${orientation === 1 ? '' : `, stored as ${storedWidth}×${storedHeight}`}`],
    orientation !== 1 && ['orientation', String(orientation)],
    ['samples', `${image.colorspace}${image.hasAlpha ? ' with alpha' : ''}, ${image.bitDepth} bits`],
    ['profile', image.hasProfile ? 'yes' : 'none'],
    frames > 1 && ['frames', `${frames}, played ${loops === 0 ? 'for ever' : `${loops}×`}`],
    gainMap !== null && ['gain map', `${gainMap.width}×${gainMap.height}, up to ${gainMap.maxHeadroom} stops`],
    ...Object.entries(photo ?? {}).map(([name, value]): Row | false => {
      const told = textOf(value)
      return told !== '' && [name, told]
    }),
  ]
  return rows.filter(row => row !== false).map(([name, told]) => `  ${name.padEnd(14)}${told}`)
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.join(', ')
  if (typeof value !== 'object') return String(value).replaceAll(/\s+/g, ' ')
  return Object.entries(value)
    .filter(([, part]) => part !== null)
    .map(([name, part]) => `${name} ${part}`)
    .join(', ')
}
