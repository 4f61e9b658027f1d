import type { FindingKind } from './finding-kind.js'
import { neededWidth, requestOf, sizesOf, widthsForScreens, withWidths } from './fitting-query.js'

/** Pixels that a file may lack before anybody sees it, as a part of those that are needed. */
const LEAST = 0.75

export const tooSmall: FindingKind = {
  name: 'too-small',
  find(examined) {
    const { pixels, page, facts, offered } = examined
    const needed = neededWidth(examined, page.pixelRatio)
    if (needed === null || pixels === null || pixels.width / needed >= LEAST) return null
    // Blurred on every screen, and not only on those with more pixels.
    const isBlurred = pixels.width / (neededWidth(examined, 1) ?? 1) < LEAST
    const most = facts?.source.width ?? 0
    const told = `It has ${pixels.width} pixels across where ${needed} are shown`
    const hasLarger = offered.some(({ facts: other }) => (other?.size?.width ?? 0) > pixels.width)
    const title = `Blurred: ${Math.round((100 * pixels.width) / needed)} % of the pixels it needs`
    const severity = isBlurred ? 'problem' : 'hint'
    if (hasLarger) {
      const advice = `${told}, and there is a larger candidate: sizes says less than it should.`
      return { severity, title, advice, snippets: [{ label: 'sizes', text: `sizes="${sizesOf(examined)}"` }] }
    }
    if (facts !== null && most <= pixels.width) {
      return { severity: 'hint', title, advice: `${told}, and the source has no more.`, snippets: [] }
    }
    const snippets =
      facts === null
        ? []
        : [{ label: 'fits every screen', text: withWidths(requestOf(examined), widthsForScreens(examined)) }]
    return { severity, title, advice: `${told}; ask for larger ones too.`, snippets }
  },
}
