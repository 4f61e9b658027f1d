// The commonest default: modern formats, with png behind them at a quality.
export const pictures = {
  'src/photo.jpg': 'a.jpg',
  'src/logo.png': 'imagetools/alpha.png',
  'src/icon.png': 'small.png',
}

export const entry = 'src/entry.js'

export const configFor = ({ imagetools }) => ({
  plugins: [
    imagetools({
      cache: { enabled: false },
      defaultDirectives: new URLSearchParams('format=avif;webp;png&quality=80&as=picture'),
    }),
  ],
})
