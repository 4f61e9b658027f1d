import { element } from './elements.js'

export interface Compared {
  /** URL of each; null where there is none. */
  before: string | null
  after: string | null
  /** In place of what is not where it should be. */
  thumbnail: string | null
  /** Pixels of the output. */
  width: number
  height: number
  name: string
}

/** Source and output over each other, with a divide between them that is moved. */
export function comparison({ before, after, thumbnail, width, height, name }: Compared): HTMLElement {
  const note = element('p', { class: 'note', role: 'status' })
  const stage = element('div', { class: 'stage' })
  stage.style.aspectRatio = `${width} / ${height}`
  const frame = element('div', { class: 'frame' }, stage)
  const slider = element('input', {
    type: 'range',
    class: 'divide',
    min: 0,
    max: 100,
    value: 50,
    step: 1,
    'aria-label': `Divide of ${name}: source on the left, output on the right`,
  })
  const move = () => stage.style.setProperty('--divide', `${slider.value}%`)
  slider.addEventListener('input', move)
  const missing = new Set<string>()
  const fallBack = (which: string) => {
    missing.add(which)
    note.textContent = `${[...missing].sort().join(' and ')} ${missing.size === 1 ? 'is' : 'are'} not beside this report: what is shown in its place is a thumbnail.`
  }
  stage.append(
    picture(after, thumbnail, `${name}, output`, 'after', () => fallBack('The output')),
    picture(before, thumbnail, `${name}, source`, 'before', () => fallBack('The source')),
    element('span', { class: 'line', 'aria-hidden': 'true' }),
    element('span', { class: 'corner left', 'aria-hidden': 'true' }, 'source'),
    element('span', { class: 'corner right', 'aria-hidden': 'true' }, 'output'),
    slider,
  )
  move()
  const zoom = element(
    'button',
    {
      type: 'button',
      'aria-pressed': false,
      onclick: () => {
        const isWhole = frame.classList.toggle('whole')
        zoom.setAttribute('aria-pressed', String(isWhole))
        stage.style.width = isWhole ? `${width}px` : ''
      },
    },
    'Every pixel',
  )
  return element(
    'div',
    { class: 'compare' },
    frame,
    element(
      'div',
      { class: 'tools' },
      zoom,
      before === null ? null : element('a', { href: before, target: '_blank', rel: 'noreferrer' }, 'Open source'),
      after === null ? null : element('a', { href: after, target: '_blank', rel: 'noreferrer' }, 'Open output'),
    ),
    note,
  )
}

function picture(
  url: string | null,
  thumbnail: string | null,
  alt: string,
  side: string,
  onMissing: () => void,
): HTMLElement {
  const image = element('img', { class: side, alt, decoding: 'async' })
  const useThumbnail = () => {
    onMissing()
    if (thumbnail === null) image.hidden = true
    else image.src = thumbnail
  }
  image.addEventListener('error', useThumbnail, { once: true })
  if (url === null) useThumbnail()
  else image.src = url
  return image
}
