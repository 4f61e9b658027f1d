import icon from './small.png?w=16&format=webp&imagetools'
import densities from './wide.jpg?w=30;60&format=webp&basePixels=30&as=srcset&imagetools'
import srcset from './wide.jpg?w=30;60;90&format=webp&as=srcset&imagetools'

interface Attributes {
  src: string
  srcset: string
}

const attributes: Attributes = { src: icon, srcset }

export default { attributes, densities }
