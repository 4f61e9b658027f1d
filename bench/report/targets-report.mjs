import { compare, entryFigures } from './engine-figures.mjs'
import { figures } from './gallery-report.mjs'
import { difference, megabytes, table, times } from './markdown.mjs'
import { BATCH_TARGET, ENGINE_TARGETS, GALLERY_TARGET } from './targets.mjs'

/** Every target with what was measured, and whether it is met. */
export function targetsReport({ engine, gallery }) {
  const rows = new Map(engine.suites.flatMap(suite => suite.rows).map(row => [row.id, row]))
  const lines = [
    ...ENGINE_TARGETS.map(target => engineLine(target, rows.get(target.row))),
    galleryLine(gallery.galleries.find(({ id }) => id === GALLERY_TARGET.gallery)),
    batchLine(rows.get(BATCH_TARGET.row)),
  ]
  return table(['work', 'target', 'measured', 'met'], lines)
}

function engineLine({ work, entry = 'lazy-image', cpu, bytes, butteraugli }, row) {
  const [ours, theirs] = [entry, 'sharp'].map(id => entryFigures(row, row.results[id]))
  const found = compare(ours, theirs)
  if (found === undefined) return [work, '', ours.error ?? theirs.error, 'no']
  return line(work, [
    bound(`≥ ${cpu}× CPU`, `${times(found.cpu)} CPU`, found.cpu >= cpu),
    bytes !== undefined &&
      bound(`≤ ${bytes.toFixed(2)} bytes`, `${found.bytes.toFixed(3)} bytes`, found.bytes <= bytes),
    bound('SSIMULACRA2 ≥ sharp’s', `SSIMULACRA2 ${difference(found.ssimulacra2, 2)}`, found.ssimulacra2 >= 0),
    butteraugli !== undefined &&
      bound(
        'butteraugli ≤ sharp’s',
        `butteraugli ${difference(found.butteraugli, 3)}`,
        found.butteraugli <= butteraugli,
      ),
  ])
}

function galleryLine({ sides, formats, photos, widths }) {
  const [ours, theirs] = ['lazy-image', 'vite-imagetools'].map(side => figures(sides[side], formats))
  const wall = theirs.cold.wallSeconds / ours.cold.wallSeconds
  const bytes = ours.formats.all.bytes / theirs.formats.all.bytes
  const memory = ours.cold.peakBytes / theirs.cold.peakBytes
  const work = `gallery: ${photos.length} photos of 12 MP × ${widths.length} widths × ${formats.join(';')}`
  return line(work, [
    bound(`≥ ${GALLERY_TARGET.wall}× wall`, `${times(wall)} wall`, wall >= GALLERY_TARGET.wall),
    bound('no more bytes', `${bytes.toFixed(3)} bytes`, bytes <= GALLERY_TARGET.bytes),
    bound(`peak ≤ ${GALLERY_TARGET.memory}`, `peak ${memory.toFixed(2)}`, memory <= GALLERY_TARGET.memory),
  ])
}

function batchLine(row) {
  const work = `${row.files} photos of 12 MP, ${megabytes(BATCH_TARGET.memoryBytes)} budget`
  const { error, peakBytes } = entryFigures(row, row.results['lazy-image'])
  if (error !== undefined) return [work, 'completes', error, 'no']
  return line(work, [
    bound('completes', 'completes', true),
    bound('peak below budget', `peak ${megabytes(peakBytes)}`, peakBytes < BATCH_TARGET.memoryBytes),
  ])
}

function bound(wanted, measured, met) {
  return { wanted, measured: met ? measured : `**${measured}**`, met }
}

function line(work, bounds) {
  const all = bounds.filter(Boolean)
  const list = key => all.map(item => item[key]).join(', ')
  return [work, list('wanted'), list('measured'), all.every(({ met }) => met) ? 'yes' : 'no']
}
