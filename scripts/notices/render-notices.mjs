const RULE = '='.repeat(80)
const THIN_RULE = '-'.repeat(80)

/**
 * A notices file: sections of components, those of one text together, in alphabetical order.
 *
 * @param {{ title: string, about: string, components: { name: string, version: string, licence: string, texts: string[] }[] }[]} sections
 */
export function renderNotices(sections) {
  const head = [
    'Third-party notices of lazy-image',
    '',
    'lazy-image itself is under the MIT licence, see LICENSE. What it builds upon is under the licences below.',
    'Written by scripts/write-third-party-notices.mjs; do not edit.',
  ]
  return `${[head.join('\n'), ...sections.map(renderSection)].join('\n\n')}\n`
}

function renderSection({ title, about, components }) {
  const byText = new Map()
  for (const component of components.toSorted(byName)) {
    const text = component.texts.join(`\n\n${THIN_RULE}\n\n`)
    byText.set(text, [...(byText.get(text) ?? []), component])
  }
  const entries = [...byText].map(([text, group]) => `${RULE}\n${group.map(titleOf).join('\n')}\n${RULE}\n\n${text}`)
  return [`${title}\n${'#'.repeat(title.length)}\n\n${about}`, ...entries].join('\n\n')
}

function titleOf({ name, version, licence }) {
  return `${[name, version].filter(part => part !== '').join(' ')} (${licence})`
}

/** By code unit, so that the order is the same on every machine. */
function byName(a, b) {
  const [first, second] = [titleOf(a), titleOf(b)]
  return first < second ? -1 : first > second ? 1 : 0
}
