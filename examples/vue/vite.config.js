import lazyImage from '@lazy-image/vite-plugin'
import vue from '@vitejs/plugin-vue'

export default { plugins: [vue(), lazyImage()] }
