import { animated } from '../pictures.mjs'

const outputs = format => [{ width: 240, format, animated: true }]

/** Nothing is judged but bytes and time: no metric here sees a moving picture. */
export const animations = {
  title: 'Animations, 240 px wide',
  work: 'render',
  peers: ['sharp'],
  isUnscored: true,
  rows: ['gif', 'webp'].flatMap(format =>
    Object.entries(animated()).map(([name, pictures]) => ({
      id: `animation-${name}-${format}`,
      title: `GIF of ${name === 'photograph' ? 'a photograph in motion' : 'a drawing of which a part moves'} to ${format === 'gif' ? 'GIF' : 'WebP'}`,
      pictures,
      outputs: outputs(format),
    })),
  ),
}
