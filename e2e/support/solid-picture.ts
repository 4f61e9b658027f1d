import { ImageEngine } from '@lazy-image/core'

/** A picture of 100 × 100 pixels that is of one colour, as CSS names it. */
export async function solidPicture(colour: string): Promise<Buffer> {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><rect width="100" height="100" fill="${colour}"/></svg>`
  return Buffer.from(await ImageEngine.from(Buffer.from(drawing)).toBuffer('png'))
}
