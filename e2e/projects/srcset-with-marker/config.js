// TypeScript, whose module declarations know imports of the tool by a marker at their end.
export const pictures = { 'src/wide.jpg': 'a.jpg', 'src/small.png': 'small.png' }

export const entry = 'src/entry.ts'

export const configFor = ({ imagetools }) => ({ plugins: [imagetools({ cache: { enabled: false } })] })
