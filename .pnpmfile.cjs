// Vite, webpack and Rspack look for what is optional to them in the project that they build. As peers, every combination
// of those would make a copy of the bundler, whose types another copy's are no match for.
const BUNDLERS = new Set(['vite', 'webpack', '@rspack/core'])

module.exports.hooks = {
  readPackage(manifest) {
    if (!BUNDLERS.has(manifest.name)) return manifest
    const { peerDependencies = {}, peerDependenciesMeta = {} } = manifest
    const isNeeded = ([name]) => peerDependenciesMeta[name]?.optional !== true
    return {
      ...manifest,
      peerDependencies: Object.fromEntries(Object.entries(peerDependencies).filter(isNeeded)),
      peerDependenciesMeta: {},
    }
  },
}
