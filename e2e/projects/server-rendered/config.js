// A page that a server renders with the same modules as the browser.
export const pictures = { 'src/hero.jpg': 'a.jpg', 'src/logo.png': 'imagetools/alpha.png' }

export const entry = 'src/server.js'

export const configFor = ({ imagetools }) => ({
  base: '/shop/',
  plugins: [imagetools({ cache: { enabled: false }, defaultDirectives: new URLSearchParams('format=webp') })],
})
