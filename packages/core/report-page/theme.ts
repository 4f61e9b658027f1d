import { element } from './elements.js'

const THEMES = ['auto', 'light', 'dark'] as const

/** What storage there is may be shut for a page from a disk. */
const STORED = 'lazy-image-report-theme'

/** A switch between the system's colours, light and dark ones. */
export function themeSwitch(): HTMLElement {
  const root = document.documentElement
  const choose = (theme: string) => {
    if (theme === 'auto') root.removeAttribute('data-theme')
    else root.setAttribute('data-theme', theme)
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.value === theme))
  }
  const buttons = THEMES.map(theme =>
    element(
      'button',
      {
        type: 'button',
        value: theme,
        title: theme === 'auto' ? 'Colours of the system' : `${capitalize(theme)} colours`,
        onclick: () => {
          choose(theme)
          try {
            localStorage.setItem(STORED, theme)
          } catch {
            // It is forgotten with the page.
          }
        },
      },
      capitalize(theme),
    ),
  )
  choose(storedTheme())
  return element('div', { class: 'switch', role: 'group', 'aria-label': 'Colours' }, ...buttons)
}

function storedTheme(): string {
  try {
    return THEMES.find(theme => theme === localStorage.getItem(STORED)) ?? 'auto'
  } catch {
    return 'auto'
  }
}

function capitalize(word: string): string {
  return word[0]?.toUpperCase() + word.slice(1)
}
