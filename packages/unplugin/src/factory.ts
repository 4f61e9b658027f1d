import type { Options } from '@lazy-image/core'
import { createUnplugin, type UnpluginFactory, type UnpluginInstance } from 'unplugin'
import { HOSTS, HOSTS_OF_OWN_FORM } from './hosts.js'

/**
 * Everything happens in each bundler's own hooks: the hooks that unplugin shares among all of them see too little of
 * a request in webpack and too little of a build in the others.
 */
const factory: UnpluginFactory<Options | undefined, false> = (options = {}, { framework }) => {
  if (!isHost(framework)) {
    const names = Object.keys({ ...HOSTS, ...HOSTS_OF_OWN_FORM }).sort()
    const hosts = new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(names)
    throw new Error(`lazy-image does not support ${framework} yet; it supports ${hosts}`)
  }
  return { name: 'lazy-image', ...HOSTS[framework](options) }
}

function isHost(name: string): name is keyof typeof HOSTS {
  return Object.hasOwn(HOSTS, name)
}

export const unplugin: UnpluginInstance<Options | undefined, false> = createUnplugin(factory)
