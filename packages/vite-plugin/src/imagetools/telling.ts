import { LazyImageError } from '@lazy-image/unplugin/vite'

/** What sharp tells of an image and we do not, each with what tells it here, or nothing. */
const UNTOLD: Readonly<Record<string, string>> = {
  size: 'as=metadata:size tells it',
  density: '',
  chromaSubsampling: '',
  paletteBitDepth: '',
  bitsPerSample: '',
  resolutionUnit: '',
  compression: '',
  formatMagick: '',
  pageHeight: '',
  pagePrimary: '',
  loop: '',
  delay: '',
  levels: '',
  subifds: '',
  background: '',
  isPalette: '',
  exif: 'keepMetadata=all keeps it in the image',
  icc: 'keepMetadata=icc keeps it in the image',
  iptc: '',
  xmp: 'keepMetadata=all keeps it in the image',
  xmpAsString: 'keepMetadata=all keeps it in the image',
  tifftagPhotoshop: '',
  gainMap: '',
  comments: '',
}

/** What sharp tells of an image, told here or not. */
export const METADATA_KEYS: readonly string[] = [
  'format',
  'mediaType',
  'width',
  'height',
  'space',
  'channels',
  'depth',
  'isProgressive',
  'hasProfile',
  'hasAlpha',
  ...Object.keys(UNTOLD),
]

/**
 * Facts that tell, when one is asked for that is not among them, so that nobody goes on with undefined.
 *
 * @param subject what the facts are of, for the message.
 */
export function telling<Facts extends object>(subject: string, facts: Facts): Facts {
  return new Proxy(facts, {
    get(target, key, receiver) {
      if (typeof key === 'string' && !(key in target) && Object.hasOwn(UNTOLD, key)) {
        const instead = UNTOLD[key] === '' ? '' : `; ${UNTOLD[key]}`
        throw new LazyImageError(
          'OPTION_INVALID',
          `${subject} does not tell ${key}${instead}. It tells ${Object.keys(target).join(', ')}`,
        )
      }
      return Reflect.get(target, key, receiver) as unknown
    },
  })
}
