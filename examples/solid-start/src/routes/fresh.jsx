import { createAsync, query } from '@solidjs/router'
import { Show } from 'solid-js'
import pepper from '../pictures/pepper.jpg?w=160&format=jpg'
import portrait from '../pictures/smile.jpg?w=240&format=webp&as=img'

// Runs on the server alone, as what it imports does: to the page, this picture is data.
const getPortrait = query(async () => {
  'use server'
  return portrait
}, 'portrait')

export default function Fresh() {
  const smile = createAsync(() => getPortrait())
  return (
    <main>
      <h1>Rendered at each request</h1>
      <Show when={smile()}>
        {portrait => <img src={portrait().src} width={portrait().w} height={portrait().h} alt="A smile" />}
      </Show>
      <img src={pepper} width="160" alt="A small pepper" />
    </main>
  )
}
