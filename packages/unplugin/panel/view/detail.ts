import type { PanelPlace } from '../../src/panel/protocol.js'
import type { Finding } from '../finding.js'
import type { Offered, Picture } from '../picture.js'
import { Comparison } from './comparison.js'
import { makeSnippet } from './copy-button.js'
import { make, makeSign } from './element.js'
import type { PageLayer } from './page-layer.js'
import { bytesOf, directivesIn, formatOf, nameOf, sayBytes, saySize } from './words.js'

const BACK = 'M12 5l-5 5 5 5'
const FIND = 'M10 3v3M10 14v3M3 10h3M14 10h3M10 6a4 4 0 1 0 0 8 4 4 0 0 0 0-8'

interface DetailHooks {
  back(): void
  /** Scrolls to the picture, and points at it. */
  find(picture: Picture): void
  layer: PageLayer
}

/** One picture: what is wrong with it, what it was asked for, what the browser took, and what it would be otherwise. */
export class Detail {
  readonly element: HTMLElement
  readonly heading: HTMLElement
  readonly #findings = make('div', 'findings')
  readonly #facts = make('dl', 'table')
  readonly #layer: PageLayer
  readonly #compare: HTMLElement
  #comparison: Comparison | undefined
  picture: Picture

  constructor(picture: Picture, { back, find, layer }: DetailHooks) {
    this.picture = picture
    this.#layer = layer
    this.heading = make('h2', { attributes: { tabindex: '-1' } }, nameOf(picture))
    const iconButton = (label: string, sign: string, click: () => void) =>
      make(
        'button',
        { class: 'icon', attributes: { type: 'button', 'aria-label': label }, on: { click } },
        makeSign(sign),
      )
    const head = make(
      'div',
      'detail-head',
      iconButton('Back to all pictures', BACK, back),
      this.heading,
      iconButton('Show where it is on the page', FIND, () => find(this.picture)),
    )
    this.#compare = make('section', 'compare')
    this.element = make('div', 'detail', head, this.#findings, this.#compare, this.#facts)
    this.update(picture)
  }

  /** The page has changed; what is compared stays. */
  update(picture: Picture): void {
    this.picture = picture
    if (picture.facts !== null && picture.shown.isThere && this.#compare.childElementCount === 0)
      this.#offerComparison()
    this.#findings.replaceChildren(...picture.findings.map(makeFinding))
    this.#facts.replaceChildren(...factsOf(picture))
  }

  close(): void {
    this.#comparison?.close()
  }

  #offerComparison(): void {
    const click = () => {
      this.#comparison = new Comparison(this.picture, this.#layer)
      this.#compare.replaceChildren(this.#comparison.element)
      this.#compare.scrollIntoView({ block: 'start' })
      this.#comparison.element.querySelector<HTMLElement>('.slider')?.focus({ preventScroll: true })
    }
    const preview = make('img', { attributes: { src: this.picture.shown.url, alt: '' } })
    const label = 'Compare formats and qualities'
    const button = make(
      'button',
      { class: 'begin', attributes: { type: 'button' }, on: { click } },
      preview,
      make('span', {}, label),
    )
    this.#compare.replaceChildren(button)
  }
}

function makeFinding({ severity, title, advice, snippets }: Finding): HTMLElement {
  return make(
    'section',
    `finding ${severity}`,
    make('h3', {}, title),
    make('p', {}, advice),
    ...snippets.map(({ text, label }) => makeSnippet(text, label)),
  )
}

function factsOf(picture: Picture): HTMLElement[] {
  const { facts, shown, drawn, download, offered } = picture
  const bytes = bytesOf(picture)
  const took = [formatOf(picture), ...(picture.pixels === null ? [] : [`${saySize(picture.pixels)} pixels`])]
  const made = facts?.made
  return [
    ...(facts === null ? [] : [...asked(facts.query, directivesIn(facts), facts.places)]),
    ...row('The browser took', shown.isThere ? took.filter(text => text !== '').join(', ') : 'nothing yet'),
    ...row(
      'Downloaded',
      bytes === null ? 'not told' : `${sayBytes(bytes)}${download?.isCached ? ', from its cache' : ''}`,
    ),
    ...row(
      'Shown',
      `${saySize(drawn.box)} CSS pixels as ${shown.property ?? shown.as}, at ${Math.round(devicePixelRatio * 100) / 100}×`,
    ),
    ...(made?.quality == null ? [] : row('Quality', String(made.quality))),
    ...(made?.score == null ? [] : row('SSIMULACRA2', made.score.toFixed(1))),
    ...(facts === null
      ? []
      : row('Source', `${facts.file}, ${saySize(facts.source)}, ${sayBytes(facts.source.bytes)}`)),
    ...(facts === null ? row('URL', shown.url.slice(0, 300)) : []),
    ...(offered.length === 0 ? [] : row('Offered', makeCandidates(offered, shown.url))),
  ]
}

function asked(query: string, directives: string, places: readonly PanelPlace[]): HTMLElement[] {
  return [
    ...row('Asked for', make('code', { attributes: { title: query } }, directives)),
    ...places.slice(0, 5).flatMap((place, index) => row(index === 0 ? 'By' : '', sayPlace(place))),
  ]
}

function sayPlace({ file, line, column, specifier }: PanelPlace): HTMLElement {
  const where = [file, ...(line === null ? [] : [line]), ...(column === null ? [] : [column])].join(':')
  return make('span', {}, make('span', 'place', where), make('code', 'specifier', specifier))
}

function makeCandidates(offered: readonly Offered[], taken: string): HTMLElement {
  const say = ({ url, descriptor, condition, facts }: Offered) =>
    make(
      'li',
      url === taken ? 'taken' : '',
      [
        ...(facts === null ? [url.split('/').at(-1)?.slice(0, 60)] : [facts.format]),
        ...(facts?.size == null ? [] : [saySize(facts.size)]),
        ...(descriptor === null ? [] : [descriptor]),
        ...(condition === null ? [] : [condition]),
        ...(facts?.made ? [sayBytes(facts.made.bytes)] : []),
      ].join(' · '),
    )
  return make('ul', 'candidates', ...offered.map(say))
}

function row(term: string, value: string | HTMLElement): HTMLElement[] {
  return [make('dt', {}, term), make('dd', {}, value)]
}
