// Some pictures are for the tool and others are not; those that are keep what their files say of themselves.
export const pictures = {
  'src/photos/flag.jpg': 'imagetools/p3.jpg',
  'src/icons/icon.png': 'small.png',
  'src/photos/raw/original.jpg': 'a.jpg',
}

export const entry = 'src/entry.js'

export const configFor = ({ imagetools }) => ({
  plugins: [
    imagetools({
      cache: { enabled: false },
      include: ['**/photos/**/*.jpg', '**/photos/**/*.jpg?*'],
      exclude: '**/raw/**',
      removeMetadata: false,
      namedExports: false,
    }),
  ],
})
