/** `with%20space.png` stands for the file `with space.png`, where no file is really called so. */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
