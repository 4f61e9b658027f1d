/** Folders of the published packages, each behind those that it depends on. */
export const PACKAGES = [
  'native/binding',
  'packages/core',
  'packages/components',
  'packages/cli',
  'packages/unplugin',
  'packages/vite-plugin',
  'packages/webpack-plugin',
]
