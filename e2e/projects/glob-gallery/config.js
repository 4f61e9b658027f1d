// A gallery of a folder, whose directives stand in the configuration.
export const pictures = {
  'src/photos/harbour.jpg': 'a.jpg',
  'src/photos/upright.jpg': 'rot6.jpg',
  'src/photos/turned.jpg': 'imagetools/land5.jpg',
}

export const entry = 'src/entry.js'

export const configFor = ({ imagetools }) => ({
  plugins: [
    imagetools({
      cache: { enabled: false },
      defaultDirectives: url =>
        url.searchParams.has('gallery')
          ? new URLSearchParams({ w: '40;80', format: 'webp;jpg', as: 'picture' })
          : new URLSearchParams(),
    }),
  ],
})
