/** One sentence on when and where figures were measured, to stand above a table. */
export function circumstances({ date, rounds, machine, load, versions }) {
  const { cpu, cores, memoryBytes, system } = machine
  return (
    `Measured on ${date.slice(0, 10)}: ${cores} cores of ${cpu}, ${Math.round(memoryBytes / 1e9)} GB, ${system}, ` +
    `Node ${versions.node}; medians of ${rounds} ${rounds === 1 ? 'round' : 'rounds'} in turn, ` +
    `load ${load.before[0]} at the start and ${load.after[0]} at the end. ${peers(versions)}`
  )
}

/** The same of several suites: of the first one, and when and of what the others are. */
export function dates(measured) {
  const [[, first]] = measured
  const others = measured.map(([suite, { date, versions }]) => `${suite} ${date.slice(0, 10)} of ${versions.commit}`)
  return `${circumstances(first)} Suites: ${others.join(', ')}.`
}

function peers({ commit, lazyImage, peers, sharp }) {
  const named = Object.entries(peers).map(([name, version]) => `${name} ${version}`)
  return `lazy-image ${lazyImage.version} (${commit}) against ${named.join(', ')}; libvips ${sharp.vips}.`
}
