import hero from './hero.jpg?w=32;64&format=webp;jpg&as=picture'

export default function ReactHero() {
  return (
    <picture>
      {Object.entries(hero.sources).map(([format, srcset]) => (
        <source key={format} srcSet={srcset} type={`image/${format}`} />
      ))}
      <img src={hero.img.src} width={hero.img.w} height={hero.img.h} alt="" />
    </picture>
  )
}
