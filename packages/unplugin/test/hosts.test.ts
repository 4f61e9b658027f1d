import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { unplugin } from '@lazy-image/unplugin'
import { describe, expect, test } from 'vitest'
import { HOSTS, HOSTS_OF_OWN_FORM } from '../dist/hosts.js'

const resolve = createRequire(import.meta.url).resolve

describe('hosts', () => {
  test('each has a door of its name, and each door a host', () => {
    // What is inside, and the entries that are for no bundler.
    const others = ['factory', 'hosts', 'index', 'engine', 'project', 'uncalled', 'own-options', 'plugin-types']
    const files = readdirSync(fileURLToPath(new URL('../src/', import.meta.url)))
    const doors = files.flatMap(file => /^(.*)\.ts$/.exec(file)?.[1] ?? []).filter(name => !others.includes(name))
    expect(doors.sort()).toEqual(Object.keys({ ...HOSTS, ...HOSTS_OF_OWN_FORM }).sort())
    for (const door of doors) expect(resolve(`@lazy-image/unplugin/${door}`)).toMatch(new RegExp(`${door}\\.js$`))
  })

  test('another bundler is told which ones there are', () => {
    const names = Object.keys({ ...HOSTS, ...HOSTS_OF_OWN_FORM }).sort()
    const listed = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
    expect(() => unplugin.unloader()).toThrow(`lazy-image does not support unloader yet; it supports ${listed}`)
  })

  test.each(['factory', 'hosts', 'host/vite/vite', 'host/webpack-like/apply', 'images/importers', 'serving/answer'])(
    'nobody gets at what is inside: %s',
    path => {
      expect(() => resolve(`@lazy-image/unplugin/${path}`)).toThrow(/not defined by "exports"/)
    },
  )
})
