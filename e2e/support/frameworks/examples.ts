import type { Expected, Shown } from './shown.js'

/** An example of a framework, and what its pages are to show. */
export interface FrameworkExample {
  /** Its folder. */
  name: string
  title: string
  /** The framework needs a newer Node than we do. */
  needsNewNode: boolean
  /** Another one's dev server does what its own does, which is then opened only where LAZY_IMAGE_FRAMEWORKS=all. */
  devLike?: 'sveltekit'
  /** Whether servers send pages with their pictures in them. */
  isRendered: boolean
  /** The script that serves what was built. */
  serve: 'preview' | 'start'
  /** What tells a script of it the port, beside the variable PORT. */
  portParameters(script: string, port: number): string[]
  /** What has a picture of the stylesheet behind it, on every page. */
  behind: 'nav' | 'main'
  /** Pages that are opened by their address. */
  pages: readonly ExamplePage[]
}

interface ExamplePage {
  path: string
  pictures: Expected
  /** What is clicked then, one after the other, and what is shown after each. */
  next: readonly { click: string; pictures: Expected }[]
}

const HOME: Expected = {
  'A bridge': { type: 'image/avif', width: 320 },
  'A pepper': { type: 'image/webp', width: 200 },
}
/** In stylesheets. */
export const BACKGROUND: Shown = { type: 'image/webp', width: 120 }

const FRESH: Expected = {
  'A smile': { type: 'image/webp', width: 240 },
  'A small pepper': { type: 'image/jpeg', width: 160 },
}
/** Of components of the framework's own, which ask its image service. */
const BY_SERVICE: Expected = {
  'A bridge': { type: 'image/avif', width: 200 },
  'A square pepper': { type: 'image/webp', width: 150 },
}
/** Of SvelteKit's element for images, which asks vite-imagetools, in whose place we are. */
const ENHANCED: Expected = {
  'A bridge': { type: 'image/avif', width: 200 },
  'A pepper': { type: 'image/avif', width: 150 },
}
const toHome = { click: 'Rendered by the build', pictures: HOME }
const toFresh = { click: 'Rendered at each request', pictures: FRESH }

/** A page that the build rendered, with a link to one that is rendered at each request, and back. */
const TWO_PAGES: readonly ExamplePage[] = [
  { path: '/', pictures: HOME, next: [toFresh, toHome] },
  { path: '/fresh', pictures: FRESH, next: [toHome, toFresh] },
]

const onPort = (_script: string, port: number) => ['--port', `${port}`, '--host', '127.0.0.1']

/** A framework with a server of its own, whose dev server is Vite's. */
const FULL_STACK = {
  needsNewNode: true,
  isRendered: true,
  behind: 'nav',
  serve: 'start',
  portParameters: (script: string, port: number) => (script === 'dev' ? onPort(script, port) : []),
  pages: TWO_PAGES,
} as const

const ONE_PAGE: Expected = { ...HOME, 'A smile': { type: 'image/webp', width: 240 } }
const toWide = { click: 'Wide', pictures: { ...ONE_PAGE, 'A bridge': { type: 'image/avif', width: 640 } } }

export const EXAMPLES: readonly FrameworkExample[] = [
  {
    name: 'vue',
    title: 'Vue',
    needsNewNode: false,
    isRendered: false,
    behind: 'main',
    serve: 'preview',
    portParameters: onPort,
    pages: [{ path: '/', pictures: HOME, next: [{ click: 'More', pictures: ONE_PAGE }] }],
  },
  {
    name: 'react-ssr',
    title: 'React with a server of its own',
    needsNewNode: false,
    isRendered: true,
    behind: 'nav',
    serve: 'start',
    portParameters: () => [],
    pages: [
      { path: '/', pictures: ONE_PAGE, next: [{ click: 'Rendered at each request', pictures: ONE_PAGE }, toWide] },
      { path: '/fresh', pictures: ONE_PAGE, next: [{ click: 'Rendered by the build', pictures: ONE_PAGE }, toWide] },
    ],
  },
  {
    name: 'sveltekit',
    title: 'SvelteKit',
    ...FULL_STACK,
    pages: [...TWO_PAGES, { path: '/enhanced', pictures: ENHANCED, next: [toHome] }],
  },
  {
    name: 'astro',
    title: 'Astro',
    ...FULL_STACK,
    pages: [
      ...TWO_PAGES,
      { path: '/service', pictures: BY_SERVICE, next: [toHome] },
      { path: '/on-demand', pictures: BY_SERVICE, next: [toHome] },
    ],
  },
  { name: 'react-router', title: 'React Router', ...FULL_STACK, devLike: 'sveltekit' },
  {
    name: 'nuxt',
    title: 'Nuxt',
    ...FULL_STACK,
    devLike: 'sveltekit',
    pages: [
      ...TWO_PAGES,
      { path: '/provider', pictures: BY_SERVICE, next: [toHome] },
      {
        path: '/on-demand',
        // In a size of its own: what a page that is rendered ahead has, is a file.
        pictures: { ...BY_SERVICE, 'A square pepper': { type: 'image/webp', width: 140 } },
        next: [toHome],
      },
    ],
  },
  { name: 'solid-start', title: 'SolidStart', ...FULL_STACK, devLike: 'sveltekit' },
]
