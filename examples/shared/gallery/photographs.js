// The query says what is made of a photograph: three widths in three formats, and a square for the strip.

import bridgeSquare from '../photographs/bridge.jpg?w=192&h=192&fit=cover&format=webp'
import bridge from '../photographs/bridge.jpg?w=800;1200;1600&format=avif;webp;jpg&as=picture'
import coffeeVanSquare from '../photographs/coffee-van.jpg?w=192&h=192&fit=cover&format=webp'
import coffeeVan from '../photographs/coffee-van.jpg?w=320;640;960&format=avif;webp;jpg&as=picture'
import concertSquare from '../photographs/concert.jpg?w=192&h=192&fit=cover&format=webp'
import concert from '../photographs/concert.jpg?w=320;640;960&format=avif;webp;jpg&as=picture'
import festivalSquare from '../photographs/festival.jpg?w=192&h=192&fit=cover&format=webp'
import festival from '../photographs/festival.jpg?w=320;640;960&format=avif;webp;jpg&as=picture'
import hutSquare from '../photographs/lifeguard-hut.jpg?w=192&h=192&fit=cover&format=webp'
import hut from '../photographs/lifeguard-hut.jpg?w=320;640;960&format=avif;webp;jpg&as=picture'
import pepperSquare from '../photographs/pepper.jpg?w=192&h=192&fit=cover&format=webp'
import pepper from '../photographs/pepper.jpg?w=320;640;960&format=avif;webp;jpg&as=picture'
import smileSquare from '../photographs/smile.jpg?w=192&h=192&fit=cover&format=webp'
import smile from '../photographs/smile.jpg?w=320;640;960&format=avif;webp;jpg&as=picture'
import tombSquare from '../photographs/tomb.jpg?w=192&h=192&fit=cover&format=webp'
import tomb from '../photographs/tomb.jpg?w=320;640;960&format=avif;webp;jpg&as=picture'

export const hero = {
  id: 'hero',
  title: 'Bridge under an orange sky',
  alt: 'A suspension bridge crosses the bay under a deep orange sky; two people lean on the railing between street lamps',
  picture: bridge,
  square: bridgeSquare,
}

export const gallery = [
  {
    id: 'coffee-van',
    title: 'Coffee van',
    alt: 'A bright blue corrugated coffee van with its hatch open, parked in front of a pale stone wall',
    picture: coffeeVan,
    square: coffeeVanSquare,
  },
  {
    id: 'lifeguard-hut',
    title: 'Lifeguard hut',
    alt: 'An orange and turquoise lifeguard hut on white sand, with a flat blue sea behind it',
    picture: hut,
    square: hutSquare,
  },
  {
    id: 'smile',
    title: 'Colour on the face',
    alt: 'A smiling woman with red and pink powder on her face, lit red from one side and blue from the other',
    picture: smile,
    square: smileSquare,
  },
  {
    id: 'festival',
    title: 'Festival',
    alt: 'A dense crowd in red, yellow and orange robes, seen from above',
    picture: festival,
    square: festivalSquare,
  },
  {
    id: 'concert',
    title: 'Front rows',
    alt: 'The front rows of a concert, cheering with raised hands',
    picture: concert,
    square: concertSquare,
  },
  {
    id: 'tomb',
    title: 'Domes and palms',
    alt: 'A domed tomb behind a row of tall palm trees in hazy golden light, green leaves in front',
    picture: tomb,
    square: tombSquare,
  },
  {
    id: 'pepper',
    title: 'Red pepper',
    alt: 'A single glossy red pepper against a pale lilac background',
    picture: pepper,
    square: pepperSquare,
  },
]
