import type { Plugin } from 'vite'
import { expect, test } from 'vitest'
import { startDevServer } from '../support/dev-server.js'
import { fixture } from '../support/fixture.js'
import { VITES } from '../support/hosts/vite.js'
import { Project } from '../support/project.js'

test.each(Object.entries(VITES))(
  'a plugin that reads stylesheets in the dev server of %s finds URLs in them',
  async (_, vite) => {
    const project = new Project({
      'src/a.jpg': fixture('a.jpg'),
      'src/main.css': '.a { background: url("./a.jpg?w=40&format=webp") }\n',
    })
    const read: string[] = []
    const reader: Plugin = {
      name: 'reader',
      transform(code, id) {
        if (id.includes('main.css')) read.push(code)
      },
    }
    const { server, get } = await startDevServer(vite, project, { config: { plugins: [reader] } })
    for (const environment of [server.environments.client, server.environments.ssr]) {
      read.length = 0
      await environment.transformRequest('/src/main.css')
      const [, url = ''] = /url\("([^"]+)"\)/.exec(read.join('')) ?? []
      const response = await get(url)
      expect([response.status, response.headers.get('content-type')], read.join('')).toEqual([200, 'image/webp'])
    }
  },
)
