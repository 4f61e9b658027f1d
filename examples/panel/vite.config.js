import lazyImage from '@lazy-image/vite-plugin'

export default { plugins: [lazyImage({ panel: true })] }
