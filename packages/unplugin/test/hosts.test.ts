import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { unplugin } from '@lazy-image/unplugin'
import { describe, expect, test } from 'vitest'
import type { Compiler } from 'webpack'
import { HOSTS } from '../dist/hosts.js'

const resolve = createRequire(import.meta.url).resolve

describe('hosts', () => {
  test('each has a door of its name, and each door a host', () => {
    const inner = ['factory', 'hosts', 'index']
    const files = readdirSync(fileURLToPath(new URL('../src/', import.meta.url)))
    const doors = files.flatMap(file => /^(.*)\.ts$/.exec(file)?.[1] ?? []).filter(name => !inner.includes(name))
    expect(doors.sort()).toEqual(Object.keys(HOSTS).sort())
    for (const door of doors) expect(resolve(`@lazy-image/unplugin/${door}`)).toMatch(new RegExp(`${door}\\.js$`))
  })

  test('another bundler is told which ones there are', () => {
    const names = new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(Object.keys(HOSTS))
    expect(() => (unplugin as unknown as { unloader(): void }).unloader()).toThrow(
      `lazy-image does not support unloader yet; it supports ${names}`,
    )
  })

  test('Rspack is told that it is none of them, before anything is built', () => {
    const rspack = { context: '/', options: {}, webpack: { rspackVersion: '2.3.2' } } as object as Compiler
    expect(() => unplugin.webpack().apply(rspack)).toThrow(/does not work in Rspack 2\.3\.2/)
  })

  test.each(['factory', 'hosts', 'host/vite/vite', 'host/webpack-like/apply', 'images/importers'])(
    'nobody gets at what is inside: %s',
    path => {
      expect(() => resolve(`@lazy-image/unplugin/${path}`)).toThrow(/not defined by "exports"/)
    },
  )
})
