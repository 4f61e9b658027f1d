// Child of feed-corpus.mjs: reads what one file says, makes outputs of it, and tells what came of it and how much memory that
// took; then waits for the next. It may crash, hang and be killed: its parent starts another.

import { readFileSync, writeFileSync } from 'node:fs'
import { ImageEngine } from '../../packages/core/dist/index.js'
import { mutate } from './mutate.mjs'

/** Each of another format, size, frame choice and care for metadata. */
const OUTPUTS = [
  image => image.resize(64).keepMetadata('all').toBuffer('jpeg'),
  image => image.animated().resize(32).toBuffer('webp'),
  image => image.resize(48, 48).hdr('keep').keepMetadata('copyright').toBuffer('avif', 40, { effort: 'draft' }),
  image => image.colorspace('keep').keepMetadata('exif').resize(16).toBuffer('png'),
  image => image.thumbhash(),
]

process.on('message', async ({ file, seed, other }) => {
  const bytes = readFileSync(file)
  const input = seed === null ? bytes : mutate(bytes, seed, readFileSync(other))
  forgetPeak()
  const rest = peakBytes('VmRSS')
  const results = []
  for (const work of [image => image.inspect({ photo: true }), ...OUTPUTS]) {
    results.push(await work(ImageEngine.from(input).failOn('none')).then(() => 'made', told))
  }
  process.send({ results, peakBytes: peakBytes('VmHWM') - rest })
})

function told({ code = 'NO_CODE', message }) {
  return /panicked|ENGINE_FAILURE|NO_CODE/.test(`${code} ${message}`) ? `${code}: ${message}` : code
}

/** Of this process; what the system does not tell counts as nothing. */
function peakBytes(name) {
  try {
    const line = readFileSync('/proc/self/status', 'latin1')
      .split('\n')
      .find(text => text.startsWith(`${name}:`))
    return Number.parseInt(line.slice(name.length + 1), 10) * 1024
  } catch {
    return 0
  }
}

function forgetPeak() {
  try {
    writeFileSync('/proc/self/clear_refs', '5')
  } catch {
    // Then the peak is that of all files so far.
  }
}
