const rootWith = (attributes: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}><rect width="50%" height="50%" fill="red"/><circle cx="5" cy="5" r="5" fill="blue"/></svg>`

export const svgWith = (attributes: string) => Buffer.from(rootWith(attributes))

/** Attributes of a root, and the natural size of the drawing: all but the last group as Chromium has it. */
export const SVG_SIZES: readonly (readonly [attributes: string, size: string])[] = [
  ['', '300x150'],
  ['width="100%" height="500"', '300x500'],
  ['width="50%" height="50%"', '300x150'],
  ['width="100%"', '300x150'],
  ['height="50%"', '300x150'],
  ['height="200"', '300x200'],
  ['width="200"', '200x150'],
  ['width="100" viewBox="0 0 40 20"', '100x50'],
  ['height="100" viewBox="0 0 40 20"', '200x100'],
  ['width="50%" height="100" viewBox="0 0 40 20"', '200x100'],
  ['width="100" height="50%" viewBox="0 0 40 20"', '100x50'],
  ['width="100%" height="40" viewBox="0,0,3,1"', '120x40'],
  ['width="33.3%" height="20" viewBox="0 0 16 9"', '36x20'],
  ['width="100%" height="20.5" viewBox="0 0 16 9"', '36x21'],
  ['width="100" viewBox="0 0 40 20" preserveAspectRatio="none"', '300x150'],
  ['height="100" viewBox="0 0 40 20" preserveAspectRatio="none"', '300x150'],
  ['viewBox="0 0 40 20" preserveAspectRatio="none"', '300x150'],
  ['width="100" viewBox="0 0 40 20" preserveAspectRatio="xMinYMin slice"', '100x50'],
  ['width="10em" height="5em"', '160x80'],
  ['width="10em" height="10" font-size="20"', '200x10'],
  ['width="10em" height="10" style="font-size:20px"', '200x10'],
  ['width="10rem" height="5rem"', '160x80'],
  ['width="10ex" height="5ex"', '73x37'],
  ['width="10ch" height="50"', '80x50'],
  ['width="10cm" height="5mm"', '378x19'],
  ['width="1in" height="10pt"', '96x13'],
  ['width="10pc" height="1Q"', '160x1'],
  ['width="100PX" height=" 50 "', '100x50'],
  ['width="+100" height="1e2"', '100x100'],
  ['width="auto" height="50"', '300x50'],
  ['width="abc" height="50"', '300x50'],
  ['width="" height="50"', '300x50'],
  ['width="100 px" height="50"', '300x50'],
  ['width="100px;" height="50"', '300x50'],
  ['width="10.5" height="10.4"', '11x10'],
  ['width="30" viewBox="0 0 0 20"', '30x150'],
  ['width="30" viewBox="a b c d"', '30x150'],
  ['viewBox="0 0 40"', '300x150'],
  ['viewBox="0 0 -40 20"', '300x150'],
  ['width="100" height="50" style="width:50%"', '100x50'],
  ['width="100" height="50" style="width:20px"', '100x50'],
]

const DRAWING = rootWith('width="20" height="10"')

/** Documents whose root comes late. */
export const LATE_ROOTS: Readonly<Record<string, Buffer>> = {
  'behind a long comment': Buffer.from(`<!--${'words '.repeat(5000)}-->${DRAWING}`),
  'behind many comments': Buffer.from(`${`<!--${'x'.repeat(200)}-->\n`.repeat(100)}${DRAWING}`),
  'behind many instructions': Buffer.from(`<?xml-stylesheet href="x.css"?>${'<?foo bar?>'.repeat(2000)}${DRAWING}`),
  'behind a long document type': Buffer.from(`<!DOCTYPE svg [<!-- ${'y'.repeat(20_000)} -->]>${DRAWING}`),
  'behind many entities': Buffer.from(
    `<?xml version="1.0"?><!DOCTYPE svg [${Array.from({ length: 300 }, (_, at) => `<!ENTITY n${at} "http://example.com/${at}">`).join('\n')}]>${DRAWING}`,
  ),
  'behind blank lines': Buffer.from(`${'\n'.repeat(9000)}${DRAWING}`),
}
