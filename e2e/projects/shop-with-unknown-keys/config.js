// A shop whose queries say things that the tool has never known, and another layer of it reads.
export const pictures = {
  'src/products/shoe.jpg': 'a.jpg',
  'src/products/coat.jpg': 'rot6.jpg',
  'src/products/hat.png': 'imagetools/alpha.png',
}

export const entry = 'src/entry.js'

export const configFor = ({ imagetools }) => ({
  plugins: [
    imagetools({ cache: { enabled: false }, defaultDirectives: new URLSearchParams('format=webp&quality=75') }),
  ],
})
