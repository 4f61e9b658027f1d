// Components of Vue, Svelte and React that show an import with as=picture.
import { svelte } from '@sveltejs/vite-plugin-svelte'
import react from '@vitejs/plugin-react'
import vue from '@vitejs/plugin-vue'

export const pictures = { 'src/hero.jpg': 'a.jpg' }

export const entry = 'src/entry.js'

export const configFor = ({ imagetools }) => ({
  plugins: [imagetools({ cache: { enabled: false } }), vue(), svelte({ configFile: false }), react()],
})
