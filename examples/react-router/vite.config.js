import lazyImage from '@lazy-image/vite-plugin'
import { reactRouter } from '@react-router/dev/vite'

export default { plugins: [lazyImage(), reactRouter()] }
