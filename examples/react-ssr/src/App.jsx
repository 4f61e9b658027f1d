import { useState } from 'react'
import bridge from './pictures/bridge.jpg?w=320;640&format=avif;webp;jpg&as=picture'
import pepper from './pictures/pepper.jpg?w=200;400&format=webp&as=img'
import './page.css'

/** `portrait` is a picture that the server alone imports: to the page, it is data. */
export function App({ path, portrait }) {
  const [isWide, setWide] = useState(false)
  return (
    <main>
      <h1>lazy-image with React: {path}</h1>
      <nav>
        <a href="/">Rendered by the build</a> <a href="/fresh">Rendered at each request</a>
      </nav>
      <picture>
        {Object.entries(bridge.sources).map(([format, srcset]) => (
          <source key={format} type={`image/${format}`} srcSet={srcset} sizes={isWide ? '640px' : '320px'} />
        ))}
        <img src={bridge.img.src} width={bridge.img.w} height={bridge.img.h} alt="A bridge" />
      </picture>
      <img src={pepper.src} srcSet={pepper.srcset} sizes="200px" width="200" alt="A pepper" />
      <img src={portrait.src} width={portrait.w} height={portrait.h} alt="A smile" />
      <button type="button" onClick={() => setWide(true)}>
        Wide
      </button>
    </main>
  )
}
