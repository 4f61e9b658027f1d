import { make } from './element.js'

/** Milliseconds for which it says that it has copied. */
const SAID = 1500

/** A text with a button that copies it. */
export function makeSnippet(text: string, label: string): HTMLElement {
  const code = make('code', { attributes: { tabindex: '-1' } }, text)
  const button = make('button', { class: 'copy', attributes: { type: 'button', 'aria-label': `Copy ${text}` } }, 'Copy')
  button.addEventListener('click', async () => {
    button.textContent = (await copy(text, code)) ? 'Copied' : 'Selected'
    setTimeout(() => {
      button.textContent = 'Copy'
    }, SAID)
  })
  return make('div', 'snippet', make('span', 'label', label), code, button)
}

/** Without leave to write to the clipboard, as on a page without TLS, the text is selected. */
async function copy(text: string, code: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    getSelection()?.selectAllChildren(code)
    return false
  }
}
