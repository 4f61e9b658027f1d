/** Works of side-by-side.mjs by name, in the order in which they run: a warm build follows the cold one that fills its cache. */
export const WORKS = [
  '12 MP to jpeg, 1600 + 800 + 400',
  '12 MP to webp, 1600 + 800 + 400',
  '12 MP to avif, 800',
  'drawing to png, 800',
  'gallery, cold',
  'gallery, warm',
]
