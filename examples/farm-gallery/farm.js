import { build, start } from '@farmfe/core'
import lazyImage from '@lazy-image/unplugin/farm'

const run = { build, start }[process.argv[2]]
await run({
  compilation: {
    input: { index: './index.html' },
    output: { path: 'dist' },
    presetEnv: false,
    // Packages that are links into the project keep their names.
    resolve: { symlinks: false },
  },
  plugins: [lazyImage()],
})
