import lazyImage from '@lazy-image/unplugin/esbuild'
import { build, context } from 'esbuild'

const options = {
  entryPoints: ['src/main.js', 'index.html'],
  loader: { '.html': 'copy' },
  bundle: true,
  minify: true,
  format: 'esm',
  outdir: 'dist',
  entryNames: '[name]',
  logLevel: 'info',
  plugins: [lazyImage()],
}

if (process.argv.includes('--serve')) {
  const served = await context(options)
  await served.serve({ servedir: 'dist' })
} else await build(options)
