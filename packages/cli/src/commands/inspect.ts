import { resolve } from 'node:path'
import { inspectFile, LazyImageError } from '@lazy-image/core'
import { command } from '../command.js'
import { describeImage } from '../inspect/describe-image.js'
import { sketch } from '../inspect/sketch.js'
import { UsageError } from '../usage-error.js'

export const inspectCommand = command({
  name: 'inspect',
  summary: 'Tells what images are and what they say of themselves.',
  operands: '<images…>',
  options: {
    position: { value: null, doc: 'tell where they were taken, too' },
    json: { value: null, doc: 'tell each as one line of JSON, as where results do not go to a terminal' },
  },
  details: [
    'lazy-image inspect photo.jpg',
    'lazy-image inspect --json photos/*.jpg | jq .width',
    '',
    'In a terminal: a sketch of each image, where that shows all colours, what its header tells, and what EXIF, XMP and IPTC say.',
    'Elsewhere one line of JSON for each image: its file, what its header tells, and under photo what it says. Texts are as their',
    'authors wrote them, without control characters. Only the sketch needs pixels.',
    '',
    'The exit code is 1 when an image cannot be read; all others are told.',
  ],
  async run({ options, operands }, { folder, say, complain, screen }) {
    if (operands.length === 0) throw new UsageError('inspect needs the path of an image')
    const shown = options.json === undefined ? screen : undefined
    let failed = 0
    for (const file of operands) {
      const path = resolve(folder, file)
      try {
        const told = await inspectFile(path, { photo: true, position: options.position !== undefined })
        if (shown === undefined) say(JSON.stringify({ file, ...told }))
        else for (const line of [file, ...describeImage(told)]) say(line)
        if (shown !== undefined) for (const line of [...(await sketch(path, told, shown)), '']) say(line)
      } catch (error) {
        if (!(error instanceof LazyImageError)) throw error
        failed++
        complain(`${error.message} [${error.code}]`)
      }
    }
    return failed === 0 ? 0 : 1
  },
})
