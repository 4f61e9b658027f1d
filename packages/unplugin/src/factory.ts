import type { Options } from '@lazy-image/core'
import { createUnplugin, type UnpluginFactory, type UnpluginInstance } from 'unplugin'
import { setUpRollup } from './host/rollup-like/rollup.js'
import { setUpVite } from './host/vite/vite.js'
import { setUpWebpack } from './host/webpack-like/webpack.js'

/**
 * Everything happens in each bundler's own hooks: the hooks that unplugin shares among all of them see too little of
 * a request in webpack and too little of a build in the others.
 */
const factory: UnpluginFactory<Options | undefined, false> = (options = {}, { framework }) => {
  const name = 'lazy-image'
  switch (framework) {
    case 'rollup':
      return { name, rollup: setUpRollup(options) }
    case 'vite':
      return { name, enforce: 'pre', vite: setUpVite(() => options) }
    case 'webpack':
      return { name, webpack: compiler => setUpWebpack(options, compiler) }
    default:
      throw new Error(`lazy-image does not support ${framework} yet; it supports rollup, vite and webpack`)
  }
}

export const unplugin: UnpluginInstance<Options | undefined, false> = createUnplugin(factory)
