import { type BatchReport, formatBytes, formatDuration, summarize } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'

const REPORT: BatchReport = {
  images: 8,
  outputs: 72,
  cacheHits: 0,
  decodes: 8,
  resizes: 24,
  encodes: 72,
  failures: 0,
  bytesIn: 4_123_456,
  bytesOut: 987_654,
  durationMs: 12_345,
}

describe('the summary of a batch', () => {
  test.each([
    ['that made everything', {}, '72 outputs of 8 images · 72 encoded · 4.12 MB → 987.7 kB · 12.35 s'],
    [
      'that found everything',
      { cacheHits: 72, decodes: 0, encodes: 0, durationMs: 31.4 },
      '72 outputs of 8 images · 72 from cache · 4.12 MB → 987.7 kB · 31 ms',
    ],
    [
      'of one',
      { images: 1, outputs: 1, decodes: 1, encodes: 1, bytesIn: 999, bytesOut: 1 },
      '1 output of 1 image · 1 encoded · 999 B → 1 B · 12.35 s',
    ],
    ['with failures', { failures: 3 }, '72 outputs of 8 images · 3 failed · 72 encoded · 4.12 MB → 987.7 kB · 12.35 s'],
    [
      'in which all failed',
      { failures: 72, decodes: 0, encodes: 0 },
      '72 outputs of 8 images · 72 failed · 4.12 MB → 987.7 kB · 12.35 s',
    ],
  ] satisfies [string, Partial<BatchReport>, string][])('%s is one line', (_, changes, line) => {
    expect(summarize({ ...REPORT, ...changes })).toBe(line)
  })
})

describe('a number with its unit', () => {
  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [999_949, '999.9 kB'],
    [999_950, '1.00 MB'],
    [999_999, '1.00 MB'],
    [1_000_000, '1.00 MB'],
    [123_456_789, '123.46 MB'],
    [999_994_999, '999.99 MB'],
    [999_995_000, '1.00 GB'],
    [25_276_500_000, '25.28 GB'],
  ])('of %d bytes is %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text)
  })

  test.each([
    [0, '0 ms'],
    [0.4, '0 ms'],
    [999.4, '999 ms'],
    [999.6, '1.00 s'],
    [1000, '1.00 s'],
    [59_994, '59.99 s'],
    [59_996, '1 min 0 s'],
    [163_174, '2 min 43 s'],
  ])('of %d milliseconds is %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text)
  })
})
