import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { render as renderSvelte } from 'svelte/server'
import { createSSRApp } from 'vue'
import { renderToString } from 'vue/server-renderer'
import ReactHero from './ReactHero.jsx'
import SvelteHero from './SvelteHero.svelte'
import VueHero from './VueHero.vue'

export default {
  vue: await renderToString(createSSRApp(VueHero)),
  svelte: renderSvelte(SvelteHero).body.replace(/<!--.*?-->/g, ''),
  react: renderToStaticMarkup(createElement(ReactHero)),
}
