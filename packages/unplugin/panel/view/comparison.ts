import type { Changes, ComparisonAnswer } from '../../src/panel/protocol.js'
import { neededWidth, requestOf } from '../findings/fitting-query.js'
import type { Picture } from '../picture.js'
import { askComparison, changedUrl } from '../server.js'
import { makeSnippet } from './copy-button.js'
import { make } from './element.js'
import type { PageLayer } from './page-layer.js'
import { bytesOf, formatOf, sayBytes, saySize } from './words.js'

/** What browsers show, as queries spell it; what has a quality, where it begins. */
const FORMATS: Readonly<Record<string, { name: string; quality: number | null }>> = {
  avif: { name: 'AVIF', quality: 50 },
  webp: { name: 'WebP', quality: 80 },
  jpg: { name: 'JPEG', quality: 80 },
  png: { name: 'PNG', quality: null },
}

/** A score that few tell from the original. */
const GOOD_SCORE = 75

/** Milliseconds after the last turn of a knob. */
const REST = 250

/** A live picture of the page beside what it would be in another format, quality or width, with a slider between them. */
export class Comparison {
  readonly element: HTMLElement
  readonly #picture: Picture
  readonly #now = make('img', { class: 'now', attributes: { alt: '', draggable: 'false' } })
  readonly #other = make('img', { class: 'other', attributes: { alt: '', draggable: 'false' } })
  readonly #stage: HTMLElement
  readonly #divider = make('div', { class: 'divider', attributes: { 'aria-hidden': 'true' } })
  readonly #slider = make('input', {
    class: 'slider',
    attributes: {
      type: 'range',
      min: '0',
      max: '100',
      value: '50',
      step: '0.5',
      'aria-label': 'Between now and instead',
    },
  })
  readonly #format = make('select', { attributes: { 'aria-label': 'Format' } })
  readonly #scale = make('select', { attributes: { 'aria-label': 'What the quality means' } })
  readonly #width = make('select', { attributes: { 'aria-label': 'Width' } })
  readonly #quality = make('input', { attributes: { type: 'range', min: '1', max: '100', 'aria-label': 'Quality' } })
  readonly #qualityValue = make('output')
  readonly #qualityRow: HTMLElement
  readonly #otherTag = make('span', 'tag right')
  readonly #result = make('div', { class: 'result', attributes: { 'aria-live': 'polite' } })
  readonly #layer: PageLayer
  readonly #onPage = make('input', { attributes: { type: 'checkbox' } })
  #asking: AbortController | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  /** @param layer in the page's own place, for a picture as it is seen there. */
  constructor(picture: Picture, layer: PageLayer) {
    this.#picture = picture
    this.#layer = layer
    this.#fillChoices()
    this.#now.src = picture.shown.url
    const nowTag = make('span', 'tag left', tagOf('now', formatOf(picture), bytesOf(picture)))
    this.#stage = make('div', 'stage', this.#now, this.#other, this.#divider, nowTag, this.#otherTag, this.#slider)
    const { width, height } = picture.pixels ?? picture.drawn.box
    if (width > 0 && height > 0) this.#stage.style.setProperty('aspect-ratio', `${width} / ${height}`)
    this.#qualityRow = make('div', 'knob wide', make('span', 'label', this.#scale), this.#quality, this.#qualityValue)
    const knobs = make(
      'div',
      'knobs',
      make('label', 'knob', make('span', 'label', 'Format'), this.#format),
      make('label', 'knob', make('span', 'label', 'Width'), this.#width),
      this.#qualityRow,
      picture.shown.as === 'img' && make('label', 'check', this.#onPage, 'on the page too'),
    )
    this.element = make('div', 'comparison', this.#stage, knobs, this.#result)
    this.#listen()
    this.#showKnobs()
    this.#slide()
    this.#askSoon(0)
  }

  /** Nobody waits for anything any more. */
  close(): void {
    clearTimeout(this.#timer)
    this.#asking?.abort()
    this.#layer.hide()
  }

  #fillChoices(): void {
    const { facts, pixels } = this.#picture
    for (const [format, { name }] of Object.entries(FORMATS)) {
      this.#format.append(make('option', { attributes: { value: format } }, name))
    }
    this.#format.value = facts?.format === 'avif' ? 'webp' : 'avif'
    for (const [value, text] of Object.entries({ number: 'Quality', target: 'Score to reach' })) {
      this.#scale.append(make('option', { attributes: { value } }, text))
    }
    const needed = neededWidth(this.#picture, devicePixelRatio)
    this.#width.append(
      make('option', { attributes: { value: '' } }, pixels === null ? 'as now' : `${pixels.width}, as now`),
    )
    const most = facts?.source.width ?? 0
    if (needed !== null && pixels !== null && needed < pixels.width * 0.95 && needed <= most && needed > 0) {
      this.#width.append(make('option', { attributes: { value: String(needed) } }, `${needed}, fits here`))
    }
  }

  #listen(): void {
    this.#slider.addEventListener('input', () => this.#slide())
    this.#format.addEventListener('change', () => {
      this.#showKnobs()
      this.#askSoon(0)
    })
    this.#scale.addEventListener('change', () => {
      this.#showKnobs()
      this.#askSoon(0)
    })
    this.#width.addEventListener('change', () => this.#askSoon(0))
    this.#quality.addEventListener('input', () => {
      this.#qualityValue.value = this.#quality.value
      this.#askSoon(REST)
    })
    this.#onPage.addEventListener('change', () => this.#showOnPage())
    this.#other.addEventListener('load', () => this.#stage.removeAttribute('aria-busy'))
  }

  /** A lossless format has no quality. */
  #showKnobs(): void {
    const quality = FORMATS[this.#format.value]?.quality ?? null
    this.#qualityRow.hidden = quality === null
    if (quality === null) return
    this.#quality.value = String(this.#scale.value === 'target' ? GOOD_SCORE : quality)
    this.#qualityValue.value = this.#quality.value
  }

  #slide(): void {
    const share = Number(this.#slider.value)
    this.#slider.setAttribute('aria-valuetext', `${Math.round(share)} % now`)
    this.#other.style.setProperty('clip-path', `inset(0 0 0 ${share}%)`)
    this.#divider.style.setProperty('left', `${share}%`)
    this.#layer.slide(share)
  }

  get #changes(): Changes {
    const quality = this.#scale.value === 'target' ? `target:${this.#quality.value}` : this.#quality.value
    return {
      format: this.#format.value,
      ...(this.#qualityRow.hidden ? {} : { quality }),
      ...(this.#width.value === '' ? {} : { w: this.#width.value }),
    }
  }

  #askSoon(rest: number): void {
    clearTimeout(this.#timer)
    // Whoever turns on does not wait for what was between.
    this.#asking?.abort()
    this.#stage.setAttribute('aria-busy', 'true')
    this.#timer = setTimeout(() => void this.#ask(), rest)
  }

  async #ask(): Promise<void> {
    const asking = new AbortController()
    this.#asking = asking
    const changes = this.#changes
    const { url } = this.#picture.shown
    try {
      const answer = await askComparison(url, changes, asking.signal)
      if (asking.signal.aborted) return
      this.#other.src = changedUrl(url, changes)
      this.#tell(answer)
      this.#showOnPage()
    } catch (error) {
      if (asking.signal.aborted) return
      this.#stage.removeAttribute('aria-busy')
      this.#otherTag.textContent = ''
      const message = error instanceof Error ? error.message : String(error)
      this.#result.replaceChildren(make('p', 'failed', message))
    }
  }

  #tell({ query, format, size, made }: ComparisonAnswer): void {
    this.#otherTag.textContent = tagOf('instead', format, made.bytes)
    const now = bytesOf(this.#picture)
    const facts = [
      make('span', 'figure', sayBytes(made.bytes)),
      now !== null && make('span', made.bytes <= now ? 'less' : 'more', shareOf(made.bytes, now)),
      make('span', 'plain', saySize(size)),
      made.quality !== null && make('span', 'plain', `quality ${made.quality}`),
      made.score !== null && make('span', 'plain', `SSIMULACRA2 ${made.score.toFixed(1)}`),
      made.isSource && make('span', 'plain', 'the source itself'),
    ]
    const [path = ''] = requestOf(this.#picture).split('?')
    this.#result.replaceChildren(make('p', 'figures', ...facts), makeSnippet(`${path}?${query}`, 'query'))
  }

  #showOnPage(): void {
    if (!this.#onPage.checked || this.#other.src === '') {
      this.#layer.hide()
      return
    }
    this.#layer.show(this.#picture.shown.element, this.#other.src)
    this.#layer.slide(Number(this.#slider.value))
  }
}

function tagOf(when: string, format: string, bytes: number | null): string {
  return [when, format, ...(bytes === null ? [] : [sayBytes(bytes)])].join(' · ')
}

function shareOf(bytes: number, now: number): string {
  const share = Math.round((100 * (bytes - now)) / now)
  return share > 0 ? `+${share} %` : `${share === 0 ? '±0' : `−${-share}`} %`
}
