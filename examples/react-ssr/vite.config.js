import lazyImage from '@lazy-image/vite-plugin'
import react from '@vitejs/plugin-react'

export default {
  plugins: [react(), lazyImage()],
  builder: {},
  environments: {
    client: { build: { outDir: 'dist/client' } },
    ssr: { build: { outDir: 'dist/server', ssr: 'src/entry-server.jsx' } },
  },
}
