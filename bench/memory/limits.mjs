const MEBIBYTE = 2 ** 20

/**
 * How much memory a build may use: a control group of its own, one around it, or all that there is.
 *
 * @typedef {{ id: string, title: string, bytes?: number, memoryBytes?: number, parentMemoryBytes?: number }} MemoryLimit
 */

/** @type {readonly MemoryLimit[]} */
export const MEMORY_LIMITS = [
  { id: 'unlimited', title: 'no limit' },
  ...[512, 1024].map(size => {
    const bytes = size * MEBIBYTE
    return { id: `own-${size}`, title: `group of ${size} MiB`, bytes, memoryBytes: bytes }
  }),
  {
    id: 'parent-512',
    title: 'around the group 512 MiB',
    bytes: 512 * MEBIBYTE,
    parentMemoryBytes: 512 * MEBIBYTE,
  },
]
