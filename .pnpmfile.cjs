// Vite, webpack and Rspack look for what is optional to them in the project that they build. As peers, every combination
// of those would make a copy of the bundler, whose types another copy's are no match for.
const BUNDLERS = new Set(['vite', 'webpack', '@rspack/core'])

// Frameworks that a package of ours is for. pnpm would install them here, where their examples bring their own.
const FRAMEWORKS = new Set(['astro'])

module.exports.hooks = {
  readPackage(manifest) {
    const { peerDependencies = {}, peerDependenciesMeta = {} } = manifest
    if (Object.keys(peerDependencies).some(name => FRAMEWORKS.has(name)) && isOurs(manifest)) {
      const rest = Object.entries(peerDependencies).filter(([name]) => !FRAMEWORKS.has(name))
      return { ...manifest, peerDependencies: Object.fromEntries(rest), peerDependenciesMeta: {} }
    }
    if (!BUNDLERS.has(manifest.name)) return manifest
    const isNeeded = ([name]) => peerDependenciesMeta[name]?.optional !== true
    return {
      ...manifest,
      peerDependencies: Object.fromEntries(Object.entries(peerDependencies).filter(isNeeded)),
      peerDependenciesMeta: {},
    }
  },
}

function isOurs({ name = '' }) {
  return name.startsWith('@lazy-image/')
}
