import { resolve } from 'node:path'
import { inspectFile, LazyImageError } from '@lazy-image/core'
import { command } from '../command.js'
import { UsageError } from '../usage-error.js'

export const inspectCommand = command({
  name: 'inspect',
  summary: 'Tells what images are and what they say of themselves, without decoding them.',
  operands: '<images…>',
  options: {
    position: { value: null, doc: 'tell where they were taken, too' },
  },
  details: [
    'One line of JSON for each image: its file, what its header tells, and under photo what EXIF, XMP and IPTC say. Texts are',
    'as their authors wrote them, without control characters.',
    '',
    'The exit code is 1 when an image cannot be read; all others are told.',
  ],
  async run({ options, operands }, { folder, say, complain }) {
    if (operands.length === 0) throw new UsageError('inspect needs the path of an image')
    let failed = 0
    for (const file of operands) {
      try {
        const told = await inspectFile(resolve(folder, file), { photo: true, position: options.position !== undefined })
        say(JSON.stringify({ file, ...told }))
      } catch (error) {
        if (!(error instanceof LazyImageError)) throw error
        failed++
        complain(`${error.message} [${error.code}]`)
      }
    }
    return failed === 0 ? 0 : 1
  },
})
