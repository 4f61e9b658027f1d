import type { UserConfig } from 'vite'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openPage } from '../support/browser.js'
import { buildPagesWithVite, VITES } from '../support/hosts/vite.js'
import { namedPictures, pageReferences, pageWith, REFERENCE_FILES } from '../support/page-references.js'
import { Project } from '../support/project.js'
import { serveFolder } from '../support/static-server.js'

const PAGES = {
  'index.html': pageWith(pageReferences('./src')),
  'deep/page.html': pageWith(pageReferences('../src')),
}

function settings(project: Project, base: string, folder: string): UserConfig {
  return {
    base,
    resolve: { alias: { '@': project.path('src') } },
    build: {
      outDir: folder,
      emptyOutDir: true,
      rollupOptions: { input: Object.keys(PAGES).map(name => project.path(name)) },
    },
  }
}

describe.each(Object.entries(VITES))('%s', (_name, vite) => {
  test.each(['/', '/sub/', './'])('pages show what their requests come to, base %s', async base => {
    const project = new Project({ ...REFERENCE_FILES, ...PAGES })
    const folder = base === '/sub/' ? 'served/sub' : 'served'
    const { failure, warnings, batches } = await buildPagesWithVite(vite, project, {
      settings: settings(project, base, folder),
    })
    expect({ failure, warnings }).toEqual({ failure: null, warnings: '' })
    expect(batches.length).toBe(1)
    const server = await serveFolder(project.path('served'))
    onTestFinished(() => server.close())
    for (const name of Object.keys(PAGES)) {
      const { page, troubles, close } = await openPage(`${server.url}${base === '/sub/' ? 'sub/' : ''}${name}`)
      for (const reference of pageReferences('./src')) {
        const named = await namedPictures(page, reference)
        expect({ name: reference.name, named }).toEqual({ name: reference.name, named: reference.pictures })
      }
      expect(troubles).toEqual([])
      await close()
    }
  })
})
