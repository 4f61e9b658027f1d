import lazyImage from '@lazy-image/unplugin/bun'

export default lazyImage()
