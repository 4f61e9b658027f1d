import bridge from '../pictures/bridge.jpg?w=320;640&format=avif;webp;jpg&as=picture'
import pepper from '../pictures/pepper.jpg?w=200;400&format=webp&as=img'

export const meta = () => [{ title: 'lazy-image with React Router' }]

export default function Home() {
  return (
    <main>
      <h1>lazy-image with React Router</h1>
      <picture>
        {Object.entries(bridge.sources).map(([format, srcset]) => (
          <source key={format} type={`image/${format}`} srcSet={srcset} sizes="320px" />
        ))}
        <img src={bridge.img.src} width={bridge.img.w} height={bridge.img.h} alt="A bridge" />
      </picture>
      <img src={pepper.src} srcSet={pepper.srcset} sizes="200px" width="200" alt="A pepper" />
    </main>
  )
}
