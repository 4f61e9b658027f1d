import type { Feature } from '../feature.js'
import { type Row, valueRow } from '../row.js'

const ASKED = 'w=24&format=webp'

const LISTEN = `export default new Promise((resolve, reject) => {
  worker.onerror = ({ message }) => reject(new Error(message ?? 'the worker failed'))
  worker.onmessage = ({ data }) => resolve(data)
})
`

/** Pictures in code that runs in workers, which post what they come to. */
export const WORKERS: readonly Row[] = [
  worker(
    'worker-import',
    'an import',
    'import',
    "new Worker(new URL('./worker.js', import.meta.url), { type: 'module' })",
  ),
  worker(
    'worker-classic',
    'an import, without `type: module`,',
    'import',
    "new Worker(new URL('./worker.js', import.meta.url))",
  ),
  worker(
    'worker-new-url',
    'new URL()',
    'new URL',
    "new Worker(new URL('./worker.js', import.meta.url), { type: 'module' })",
    ['worker', 'new URL'],
  ),
  valueRow(
    'worker-shared',
    'an import in a shared worker',
    {
      'worker.js': `import url from './worker-shared.jpg?${ASKED}'\nonconnect = ({ ports: [port] }) => port.postMessage(url)\n`,
      'index.js': `const worker = new SharedWorker(new URL('./worker.js', import.meta.url), { type: 'module' })
export default new Promise((resolve, reject) => {
  worker.onerror = () => reject(new Error('the worker failed'))
  worker.port.onmessage = ({ data }) => resolve(data)
  worker.port.start()
})
`,
    },
    { core: `worker-shared.jpg?${ASKED}` },
    ['worker'],
  ),
  suffixed('worker-suffix', './worker.js?worker'),
  suffixed('worker-inline', './worker.js?worker&inline'),
  valueRow(
    'service-worker',
    'an import in a service worker',
    {
      'worker.js': `import url from './service-worker.jpg?${ASKED}'
addEventListener('install', () => skipWaiting())
addEventListener('activate', () => clients.claim())
addEventListener('message', ({ source }) => source.postMessage(url))
`,
      // Without the page under its control: that would take a worker beside the page.
      'index.js': `const registration = navigator.serviceWorker.register(new URL('./worker.js', import.meta.url), { type: 'module' })
export default registration.then(registered => new Promise(resolve => {
  const worker = registered.installing ?? registered.waiting ?? registered.active
  navigator.serviceWorker.onmessage = ({ data }) => registered.unregister().then(() => resolve(data))
  navigator.serviceWorker.startMessages()
  const ask = () => worker.state === 'activated' && worker.postMessage('which?')
  worker.onstatechange = ask
  ask()
}))
`,
    },
    { core: `service-worker.jpg?${ASKED}` },
    ['service worker'],
  ),
]

function worker(
  name: string,
  shown: string,
  how: 'import' | 'new URL',
  made: string,
  needs: readonly Feature[] = ['worker'],
): Row {
  const code =
    how === 'import'
      ? `import url from './${name}.jpg?${ASKED}'\npostMessage(url)\n`
      : `postMessage(new URL('./${name}.jpg?${ASKED}', import.meta.url).href)\n`
  return valueRow(
    name,
    `${shown} in a worker`,
    { 'worker.js': code, 'index.js': `const worker = ${made}\n${LISTEN}` },
    { core: `${name}.jpg?${ASKED}` },
    needs,
  )
}

function suffixed(name: string, module: string): Row {
  return valueRow(
    name,
    `an import in '${module}'`,
    {
      'worker.js': `import url from './${name}.jpg?${ASKED}'\npostMessage(url)\n`,
      'index.js': `import Made from '${module}'\nconst worker = new Made()\n${LISTEN}`,
    },
    { core: `${name}.jpg?${ASKED}` },
    ['worker suffix'],
  )
}
