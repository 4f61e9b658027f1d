import lazyImage from '@lazy-image/vite-plugin'
import adapter from '@sveltejs/adapter-node'
import { sveltekit } from '@sveltejs/kit/vite'

export default { plugins: [lazyImage(), sveltekit({ adapter: adapter() })] }
