import pepper from '../pictures/pepper.jpg?w=160&format=jpg'
// Used by the loader alone, which the client never sees: to the page, this picture is data.
import portrait from '../pictures/smile.jpg?w=240&format=webp&as=img'

export const meta = () => [{ title: 'Rendered at each request' }]

export function loader() {
  return { portrait }
}

export default function Fresh({ loaderData }) {
  const { src, w, h } = loaderData.portrait
  return (
    <main>
      <h1>Rendered at each request</h1>
      <img src={src} width={w} height={h} alt="A smile" />
      <img src={pepper} width="160" alt="A small pepper" />
    </main>
  )
}
