import { describe, expect, test } from 'vitest'
import { DEFAULT_ENGINE_LIMITS } from '../../dist/chain/engine-limits.js'
import { probe } from '../../dist/engine/engine.js'
import { LazyImageError } from '../../dist/errors.js'
import { resolveOptions } from '../../dist/options/resolve-options.js'

const SURROUNDINGS = { root: '/', parallelism: 1, memory: 2 }

function svg(content: string) {
  return {
    bytes: new TextEncoder().encode(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4">${content}</svg>`),
  }
}

describe('limits on what a source may ask for', () => {
  test('have defaults, and each may be set', () => {
    const { limits } = resolveOptions({ limits: { frames: 7, svgNesting: 3 } }, SURROUNDINGS)
    expect(limits).toMatchObject({ frames: 7, svgNesting: 3, animationPixels: 536_870_912, svgElements: 100_000 })
  })

  test.each(['frames', 'svgElements', 'svgNesting'])('%s is counted in 32 bits', name => {
    expect(() => resolveOptions({ limits: { [name]: 2 ** 32 } }, SURROUNDINGS)).toThrow(
      `limits.${name} must be an integer from 1 to 4294967295`,
    )
  })

  test('reach the engine, which names the option', async () => {
    const [nested, numerous, fine] = await Promise.all([
      probe([svg('<g><g/></g>')], { ...DEFAULT_ENGINE_LIMITS, svgNesting: 2 }, { contentHash: false }),
      probe([svg('<g/><g/>')], { ...DEFAULT_ENGINE_LIMITS, svgElements: 2 }, { contentHash: false }),
      probe([svg('<g><g/></g>')], DEFAULT_ENGINE_LIMITS, { contentHash: false }),
    ])
    expect(nested[0]).toMatchObject({ code: 'LIMIT_SVG_NESTING', kind: 'limit' })
    expect(nested[0]).toBeInstanceOf(LazyImageError)
    expect((numerous[0] as LazyImageError).message).toContain('limits.svgElements')
    expect(fine[0]).toMatchObject({ header: { format: 'svg', orientedWidth: 8, orientedHeight: 4, hasAlpha: true } })
  })
})
