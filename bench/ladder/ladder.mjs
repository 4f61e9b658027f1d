import { as, graphics } from '../engine/pictures.mjs'
import { heldOutPhotographs } from '../held-out.mjs'

/** Numbers that every rung is measured at; between them its curve is interpolated. */
export const QUALITIES = [35, 50, 65, 80]

/** sharp's own ladder, its default first. */
export const SHARP_EFFORTS = [4, 3, 2, 1, 0]

/** How many pictures of a class are measured at a width; the larger, the fewer, for most of the time is theirs. */
const PANELS = [
  { width: 400, photographs: 6, graphics: 3 },
  { width: 960, photographs: 3, graphics: 2 },
  { width: 1920, photographs: 1, graphics: 1 },
]

/** Enough to see that everything runs. */
const QUICK_PANELS = [{ width: 400, photographs: 1, graphics: 1 }]

/** Of these, widest first, because not all have 1920 pixels. */
const CLASSES = {
  photographs: heldOutPhotographs(),
  graphics: ['interface', 'chart', 'logo-alpha'].map(name => graphics().find(({ from }) => from.includes(name))),
}

/**
 * What is measured: pictures of one class at one width, as pixels that cost next to nothing to decode.
 *
 * @returns {{ class: string, width: number, pictures: import('../engine/pictures.mjs').Picture[] }[]}
 */
export function panels({ quick }) {
  return (quick ? QUICK_PANELS : PANELS).flatMap(({ width, ...counts }) =>
    Object.entries(counts).map(([name, count]) => ({
      class: name,
      width,
      pictures: as('raw-png', CLASSES[name].slice(0, count), width),
    })),
  )
}
