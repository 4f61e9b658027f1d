import { animations } from './animations.mjs'
import { batch } from './batch.mjs'
import { decode } from './decode.mjs'
import { encode } from './encode.mjs'
import { equalQuality } from './equal-quality.mjs'
import { memory } from './memory.mjs'
import { nineOutputs } from './nine-outputs.mjs'
import { png } from './png.mjs'
import { resize } from './resize.mjs'
import { sizes } from './sizes.mjs'
import { thumbnail } from './thumbnail.mjs'

/** Every suite in the order of the report; a new one is a file and a line here. */
export const SUITES = {
  decode,
  resize,
  encode,
  thumbnail,
  sizes,
  equalQuality,
  png,
  nineOutputs,
  animations,
  batch,
  memory,
}
