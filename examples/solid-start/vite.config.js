import lazyImage from '@lazy-image/vite-plugin'
import { solidStart } from '@solidjs/start/config'
import { nitro } from 'nitro/vite'

export default {
  plugins: [lazyImage(), solidStart(), nitro()],
  nitro: { preset: 'node_server', prerender: { routes: ['/'] } },
}
