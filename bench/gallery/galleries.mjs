const FORMATS = ['avif', 'webp', 'jpg']

/** The pages that both sides build: photographs of the corpus, each as a picture at three widths in three formats. */
export const GALLERIES = [
  {
    id: 'large',
    title: 'photographs of 12 MP',
    photos: numbered(6, number => `large/large-${number}.jpg`),
    widths: [400, 800, 1600],
    formats: FORMATS,
  },
  {
    id: 'photos',
    title: 'photographs of 2 to 3 MP',
    photos: numbered(8, number => `photos/photo-0${number}.jpg`),
    widths: [400, 800, 1200],
    formats: FORMATS,
  },
]

/** Enough to see that everything runs, too little for a figure. */
export const QUICK_GALLERIES = GALLERIES.slice(0, 1).map(gallery => ({
  ...gallery,
  photos: gallery.photos.slice(0, 2),
}))

function numbered(count, name) {
  return Array.from({ length: count }, (_, index) => name(index + 1))
}
