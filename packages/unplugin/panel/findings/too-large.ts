import type { Finding, Snippet } from '../finding.js'
import type { Examined } from '../picture.js'
import type { FindingKind } from './finding-kind.js'
import { neededWidth, requestOf, sizesOf, widthsForScreens, withWidths } from './fitting-query.js'

/** How much wider than needed a file may be: one file for every screen, and the steps between candidates. */
const MOST = { single: 1.5, chosen: 2.1 }

/** Pixels that nobody needs, and that are not worth a word. */
const NEGLIGIBLE = 20_000

export const tooLarge: FindingKind = {
  name: 'too-large',
  find(examined) {
    const { pixels, drawn, page, offered } = examined
    const needed = neededWidth(examined, page.pixelRatio)
    if (needed === null || pixels === null || needed === 0) return null
    const factor = pixels.width / needed
    const neededHeight = Math.ceil(pixels.height / factor)
    const wasted = pixels.width * pixels.height - needed * neededHeight
    // A smaller candidate that would do was there: the page has told the browser something else.
    const fits = offered.filter(({ facts }) => facts?.size && facts.size.width >= needed)
    const hasSmaller = fits.some(({ facts }) => (facts?.size?.width ?? 0) < pixels.width / 1.2)
    const most = offered.length > 0 && !hasSmaller ? MOST.chosen : MOST.single
    if (factor < most || wasted < NEGLIGIBLE) return null
    const share = Math.round((100 * wasted) / (pixels.width * pixels.height))
    const box = `${Math.round(drawn.box.width)} × ${Math.round(drawn.box.height)} CSS pixels`
    const ratio = page.pixelRatio === 1 ? '' : ` of ${round(page.pixelRatio)} device pixels each`
    return {
      severity: 'problem',
      title: `${factor.toFixed(1)}× wider than it is shown`,
      advice:
        `The browser has taken ${pixels.width} × ${pixels.height} pixels; ${box}${ratio} need ` +
        `${needed} × ${neededHeight}. ${share} % are for nothing. ${adviceFor(examined, hasSmaller)}`,
      snippets: snippetsFor(examined, needed, hasSmaller),
    }
  },
}

function adviceFor({ shown }: Examined, hasSmaller: boolean): string {
  if (hasSmaller) return 'A smaller candidate would do; sizes tells the browser how wide the picture is going to be.'
  return shown.as === 'style'
    ? 'Ask for the width that fits; several densities become an image-set().'
    : 'Ask for widths that fit, and say by sizes how wide it is.'
}

function snippetsFor(examined: Examined, needed: number, hasSmaller: boolean): Finding['snippets'] {
  const { facts, shown, offered } = examined
  const sizes: Snippet = { label: 'sizes', text: `sizes="${sizesOf(examined)}"` }
  if (hasSmaller) return [sizes]
  if (facts === null) return []
  const request = requestOf(examined)
  const fitting = { label: 'fits here', text: withWidths(request, [Math.min(needed, facts.source.width)]) }
  if (shown.as === 'style') return [fitting]
  const widths = widthsForScreens(examined)
  const forScreens = { label: 'fits every screen', text: withWidths(request, widths) }
  return [...(offered.length === 0 ? [fitting] : []), ...(widths.length > 1 ? [forScreens, sizes] : [])]
}

function round(ratio: number): number {
  return Math.round(ratio * 100) / 100
}
