import coat from './products/coat.jpg?w=40&placeholder=blur&as=img'
import hat from './products/hat.png?w=40&trim=yes&sizes=auto-fit&as=img'
import shoe from './products/shoe.jpg?w=40&placeholder=blur&as=img'
import large from './products/shoe.jpg?w=60&preset=product&maxBytes=small'
import zoom from './products/shoe.jpg?w=80&crop=smart&colorspace=auto&priority'

export default { shoe, coat, hat, large, zoom }
