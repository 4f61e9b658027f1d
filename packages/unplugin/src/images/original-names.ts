import {
  type ImageModule,
  locateFile,
  type PlannedImage,
  printImage,
  relativePath,
  splitId,
} from '@lazy-image/core/host'

/**
 * What a manifest calls the file of an image: the photograph with the directives of this one output, so that several
 * widths are not taken for one file. An import that comes to one file is found as it is written too, and a path without a
 * query always, for the first file: backends look up what stands in the code.
 */
export function listOriginalNames(
  id: string,
  { files }: Pick<ImageModule, 'files'>,
  image: PlannedImage,
  root: string,
): string[] {
  const path = relativePath(root, image.source.file)
  const { query } = splitId(id)
  const printed = `${path}?${printImage(image)}`
  const isAlone = files[0] === image && (files.length === 1 || query === '')
  const written = query === '' ? path : `${path}?${query}`
  return isAlone && written !== printed ? [printed, written] : [printed]
}

/**
 * For each photograph that no module of a build refers to as it is, the output that its bare path stands for in a manifest:
 * the first of the import that comes first. Backends that know of no directives look that path up.
 *
 * @param ids of all modules of the build.
 */
export function listPlainNames(
  modules: ReadonlyMap<string, ImageModule>,
  ids: Iterable<string>,
  root: string,
): { name: string; image: PlannedImage }[] {
  const others = new Set([...ids].filter(id => !modules.has(id)).map(id => splitId(id).path))
  const named = new Map<string, PlannedImage>()
  for (const [id, { files }] of [...modules].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { path } = splitId(id)
    // Other pictures, for other screens, go before the request's own.
    const image = files.find(({ source }) => source.file === locateFile(path))
    if (image === undefined || others.has(path)) continue
    const name = relativePath(root, image.source.file)
    if (!named.has(name)) named.set(name, image)
  }
  return [...named].map(([name, image]) => ({ name, image }))
}
