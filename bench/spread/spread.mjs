import { as, graphics, large } from '../engine/pictures.mjs'
import { heldOutPhotographs } from '../held-out.mjs'

/** Numbers that are held against sharp's, by format. */
export const NUMBERS = { jpeg: [50, 80, 90], webp: [50, 80, 90], avif: [50, 75, 90] }

/** Of the files that stand for what a camera wrote, which a crop of a JPEG is not. */
const ORIGINAL_QUALITY = 92

/**
 * Pictures of one origin and the widths that each is made at, as a page asks for them.
 *
 * @typedef {{ id: string, title: string, widths: number[], pictures: import('../engine/pictures.mjs').Picture[] }} Group
 * @returns {Group[]}
 */
export function groups({ quick }) {
  const all = [
    {
      id: 'held-out',
      title: 'photographs that no table was fitted on, JPEG of 2 to 3 MP',
      widths: [400, 800, 1200],
      pictures: as('jpeg', heldOutPhotographs()).map(picture => ({ ...picture, quality: ORIGINAL_QUALITY })),
    },
    {
      id: 'pixels',
      title: 'the same as pixels at the output’s size: the codecs alone',
      widths: [640],
      isCodecAlone: true,
      pictures: heldOutPhotographs(),
    },
    {
      id: 'large',
      title: 'mosaics of 12 MP (1 to 5 of photographs that tables were fitted on, at other scales)',
      widths: [400, 800, 1600],
      pictures: large(6),
    },
    { id: 'graphics', title: 'graphics', widths: [400, 800], pictures: graphics() },
  ]
  if (!quick) return all
  return all.map(group => ({ ...group, widths: group.widths.slice(0, 1), pictures: group.pictures.slice(0, 1) }))
}
