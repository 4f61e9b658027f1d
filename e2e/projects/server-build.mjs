/**
 * A build whose files are read by their names: one module that Node loads, and every image a file.
 *
 * @param {string} entry of the project.
 */
export function serverBuild(entry) {
  return {
    ssr: entry,
    ssrEmitAssets: true,
    assetsInlineLimit: 0,
    minify: false,
    rollupOptions: { output: { entryFileNames: 'entry.mjs' } },
  }
}
