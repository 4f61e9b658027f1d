import { printSelection } from '@lazy-image/core/host'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DEFAULT_ENGINE_LIMITS } from '../../dist/chain/engine-limits.js'
import { SourceCatalog } from '../../dist/engine/source-catalog.js'
import { effectiveSelection } from '../../dist/language/effective-selection.js'
import { fixture } from '../support/fixture.js'
import { planned } from '../support/planned.js'
import { anyWritten, queryOf } from '../support/queries.js'
import { recordedPipeline } from '../support/recorded-pipeline.js'

const lenient = recordedPipeline({ strict: 'warn' }).pipeline
const strict = recordedPipeline().pipeline
const QUICK = { mayEncode: false }

const FILES = ['pattern.jpg', 'rotated.jpg', 'small.png', 'alpha.png', 'grey.png']
const catalog = new SourceCatalog(DEFAULT_ENGINE_LIMITS)
const sources = new Map(
  await Promise.all(FILES.map(async file => [file, await catalog.lookUp(fixture(file))] as const)),
)

test('each output of a product, asked for alone, is that very output, and nothing is told of it', async () => {
  await fc.assert(
    fc.asyncProperty(anyWritten(3), fc.constantFrom(...FILES), async (written, file) => {
      const { plan } = await planned(lenient, `${file}?${queryOf(written)}`, QUICK)
      for (const image of plan.images) {
        const printed = printSelection(image.selection)
        // Without any directive a request is the bundler's.
        if (printed === '') continue
        const again = await planned(strict, `${file}?${printed}`, QUICK)
        // What the output's format cannot hold is lost whether it is asked for alone or not.
        const told = again.warnings.filter(({ code }) => code !== 'TRANSPARENCY_LOST')
        expect(told, printed).toEqual([])
        expect(again.plan.images.map(({ selection }) => selection)).toEqual([image.selection])
        expect(again.plan.images.map(one => one.recipe)).toEqual([image.recipe])
      }
    }),
    { numRuns: 400 },
  )
})

test('what has no effect is left out at once, and leaves nothing else without effect', async () => {
  await fc.assert(
    fc.asyncProperty(anyWritten(2), fc.constantFrom(...FILES), async (written, file) => {
      const source = sources.get(file)
      if (source === undefined) throw new Error(`no source ${file}`)
      const { plan } = await planned(lenient, `${file}?${queryOf(written)}`, QUICK)
      const { selections } = plan.request
      for (const selection of selections) {
        const effective = effectiveSelection(selection, source)
        expect(effectiveSelection(effective, source)).toEqual(effective)
      }
    }),
    { numRuns: 400 },
  )
})
