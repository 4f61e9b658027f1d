import { h, src, srcset, w } from './hero.jpg?w=40;80&as=img'
import logo from './logo.png?h=20'

export const page = title =>
  `<h1>${title}</h1><img src="${src}" srcset="${srcset}" width="${w}" height="${h}" alt=""><img src="${logo}" alt="">`
