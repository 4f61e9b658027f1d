// An output format of the project's own, which stands on one of the tool's and reads what it is told of each output.
export const pictures = { 'src/one.jpg': 'a.jpg', 'src/two.png': 'imagetools/alpha.png' }

export const entry = 'src/entry.js'

export const configFor = ({ imagetools, builtinOutputFormats, pictureFormat }) => ({
  plugins: [
    imagetools({
      cache: { enabled: false },
      extendOutputFormats: builtins => ({
        ...builtins,
        card: args => images => ({
          ...pictureFormat(args)(images),
          ratio: images[0].info.width / images[0].info.height,
          quality: images.map(({ transforms }) => transforms.quality ?? null),
          widths: images.map(({ info }) => info.width),
          alpha: images[0].sharpMetadata.hasAlpha,
          args: args ?? [],
        }),
        links: () => images => builtinOutputFormats.url()(images),
      }),
    }),
  ],
})
