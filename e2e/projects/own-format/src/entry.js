import links from './one.jpg?w=30;60&format=webp&as=links'
import card from './one.jpg?w=30;60&format=webp;jpg&quality=70&as=card:wide;tall'
import logo from './two.png?w=30&format=webp&as=card'

export default { card, links, logo }
