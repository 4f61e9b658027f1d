const pictures = import.meta.glob('./photos/*.jpg', { eager: true, import: 'default', query: { gallery: '' } })
const thumbnails = import.meta.glob('./photos/*.jpg', { eager: true, import: 'default', query: '?w=16&format=webp' })
const lazily = import.meta.glob('./photos/h*.jpg', { import: 'default', query: '?w=24&format=webp' })

export default {
  pictures,
  thumbnails,
  lazily: await Promise.all(Object.values(lazily).map(load => load())),
}
