import lazyImage from '@lazy-image/vite-plugin'
import { solidStart } from '@solidjs/start/config'
import { nitro } from 'nitro/vite'

export default {
  plugins: [lazyImage(), solidStart(), nitro()],
  // Of SolidStart's own dev overlay; where pnpm installs, Vite does not find it by itself.
  optimizeDeps: { include: ['@solidjs/start > @jridgewell/trace-mapping'] },
  nitro: { preset: 'node_server', prerender: { routes: ['/'] } },
}
