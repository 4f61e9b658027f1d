import lazyImage from '@lazy-image/vite-plugin'
import adapter from '@sveltejs/adapter-node'
import { enhancedImages } from '@sveltejs/enhanced-img'
import { sveltekit } from '@sveltejs/kit/vite'

// What <enhanced:img> asks vite-imagetools for, ours answers: package.json puts it in that place.
export default { plugins: [lazyImage(), enhancedImages(), sveltekit({ adapter: adapter() })] }
