import { formatBytes } from '@lazy-image/core'

export function entries(count: number): string {
  return `${count} ${count === 1 ? 'entry' : 'entries'}`
}

export function entriesOf(count: number, bytes: number): string {
  return `${entries(count)}, ${formatBytes(bytes)}`
}
