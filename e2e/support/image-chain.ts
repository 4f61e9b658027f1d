import { fixture } from './fixture.js'

/** `length` modules, each of which imports `width` images and the next module. */
export function imageChain(length: number, width: number): Record<string, string | Uint8Array> {
  const modules = Array.from({ length }, (_, depth) => {
    const images = Array.from({ length: width }, (_, index) => {
      const name = `i${depth}_${index}`
      return `export { default as ${name} } from './a.jpg?w=${20 + depth * width + index}&format=webp'\n`
    })
    const next = depth + 1 < length ? `export * from './m${depth + 1}.js'\n` : ''
    return [`src/m${depth}.js`, images.join('') + next] as const
  })
  return { 'src/a.jpg': fixture('a.jpg'), ...Object.fromEntries(modules), 'src/entry.js': "export * from './m0.js'\n" }
}
