import page from './index.html'

const { url } = Bun.serve({ routes: { '/': page }, port: Number(process.env.PORT ?? 3000) })
console.log(String(url))
