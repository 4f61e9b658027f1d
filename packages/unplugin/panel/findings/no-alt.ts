import type { FindingKind } from './finding-kind.js'

export const noAlt: FindingKind = {
  name: 'no-alt',
  find({ shown: { element, as } }) {
    if (as !== 'img' && as !== 'input') return null
    const isNamed = ['alt', 'aria-label', 'aria-labelledby', 'title'].some(name => element.hasAttribute(name))
    const isHidden = element.closest('[aria-hidden="true"]') !== null
    const isPresentation = ['presentation', 'none'].includes(element.getAttribute('role') ?? '')
    if (isNamed || isHidden || isPresentation) return null
    return {
      severity: 'problem',
      title: 'No alt',
      advice:
        'Whoever does not see the picture is told its URL instead. Say what it shows; an empty text says that it adorns.',
      snippets: [{ label: 'attribute', text: 'alt=""' }],
    }
  },
}
