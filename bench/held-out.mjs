/**
 * Photographs that no quality table was fitted on, as files of the corpus or parts of them: the four that large-6 is
 * laid out of, which are not among `photos/`, and two that stand there for their orientation.
 *
 * @returns {import('./engine/pictures.mjs').Picture[]}
 */
export function heldOutPhotographs() {
  const [width, height] = [2048, 1536]
  const corners = [0, height].flatMap(top => [0, width].map(left => ({ left, top, width, height })))
  return [
    ...corners.map(crop => ({ from: 'large/large-6.jpg', crop })),
    { from: 'orientation/Landscape_0.jpg' },
    { from: 'orientation/Portrait_0.jpg' },
  ]
}
