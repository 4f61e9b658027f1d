/**
 * A damaged copy of a file, the same for a seed in every run.
 *
 * @param {Uint8Array} bytes at least one
 * @param {number} seed
 * @param {Uint8Array} other a file that parts are taken from
 * @returns {Buffer}
 */
export function mutate(bytes, seed, other) {
  const random = randomNumbers(seed)
  const below = end => Math.floor(random() * end)
  let mutated = Buffer.from(bytes)
  for (let times = 1 + below(3); times > 0; times--) {
    // Most lies are told in headers.
    const place = () => below(random() < 0.5 ? Math.min(512, mutated.length) : mutated.length)
    mutated = MUTATIONS[below(MUTATIONS.length)](mutated, { below, place, other })
    if (mutated.length === 0) mutated = Buffer.from([below(256)])
  }
  return mutated
}

/** What numbers that nobody counted with look like, as two and four bytes. */
const NUMBERS = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff]

const MUTATIONS = [
  (bytes, { below, place }) => {
    for (let flips = 1 + below(8); flips > 0; flips--) bytes[place()] ^= 1 << below(8)
    return bytes
  },
  (bytes, { below, place }) => {
    bytes[place()] = below(256)
    return bytes
  },
  (bytes, { below, place }) => {
    const number = NUMBERS[below(NUMBERS.length)]
    const at = place()
    const [size, write] = [
      [2, 'writeUInt16LE'],
      [2, 'writeUInt16BE'],
      [4, 'writeUInt32LE'],
      [4, 'writeUInt32BE'],
    ][below(4)]
    if (at + size <= bytes.length) bytes[write](size === 2 ? number & 0xffff : number, at)
    return bytes
  },
  (bytes, { below }) => bytes.subarray(0, below(bytes.length)),
  (bytes, { below, place }) => {
    const at = place()
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + below(64))])
  },
  (bytes, { below, place }) => {
    const at = place()
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - 1 - below(256)))])
  },
  (bytes, { below, place }) => {
    const at = place()
    bytes.fill(below(2) * 255, at, Math.min(bytes.length, at + below(128)))
    return bytes
  },
  (bytes, { below, place, other }) => {
    const from = below(other.length)
    const at = place()
    const part = other.subarray(from, from + below(512))
    return Buffer.concat([bytes.subarray(0, at), part, bytes.subarray(at + below(2) * part.length)])
  },
]

/** From 0 to 1, without it (mulberry32). */
function randomNumbers(seed) {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
