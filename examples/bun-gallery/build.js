import lazyImage from '@lazy-image/unplugin/bun'

await Bun.build({
  entrypoints: ['index.html'],
  outdir: 'dist',
  minify: true,
  plugins: [lazyImage()],
})
