// Written by scripts/docs/write-directives.mjs from the registry of directives; do not edit.

/** Every directive there is, as options give them. Own ones can be added by declaration merging. */
export interface KnownDirectives {
  /** Width of the output; never larger than the source unless `allowUpscale` is given. */
  readonly w?: number | readonly number[]
  /** Height of the output; never larger than the source unless `allowUpscale` is given. */
  readonly h?: number | readonly number[]
  /** Ratio of width to height; with `w` or `h` it decides the other side, alone it cuts the largest such part. */
  readonly aspect?: number | string | readonly (number | string)[]
  /** How the picture meets a box of another shape: cut (`cover`, the default), padded (`contain`), stretched (`fill`), kept whole within (`inside`) or around (`outside`) it. */
  readonly fit?: 'cover' | 'contain' | 'fill' | 'inside' | 'outside' | readonly ('cover' | 'contain' | 'fill' | 'inside' | 'outside')[]
  /** Which part a crop keeps, or where `contain` puts the picture. */
  readonly position?: string | readonly string[]
  /** The resampling filter; `lanczos3` by default. `nearest` keeps the hard edges of pixel art. */
  readonly kernel?: 'nearest' | 'cubic' | 'mitchell' | 'lanczos2' | 'lanczos3' | readonly ('nearest' | 'cubic' | 'mitchell' | 'lanczos2' | 'lanczos3')[]
  /** Whether the output may be larger than the source. */
  readonly allowUpscale?: boolean | readonly boolean[]
  /** Never larger than the source: the default, for where `defaults` or a preset allow it. */
  readonly withoutEnlargement?: boolean | readonly boolean[]
  /** Never smaller than the source. */
  readonly withoutReduction?: boolean | readonly boolean[]
  /** Outputs for several pixel densities: `w` and `h` are multiplied, and candidates are told apart by `1x`, `2x`. */
  readonly densities?: number | `${number}x` | readonly (number | `${number}x`)[]
  /** A part of the upright picture, cut out before anything else but `trim`; sizes refer to it from then on. */
  readonly crop?: string | readonly string[]
  /** Cuts off borders that look like the top left pixel; the number is the difference that still counts as alike. */
  readonly trim?: number | boolean | readonly (number | boolean)[]
  /** Format of the output; the source’s own when absent. `auto` takes the smallest of several at equal quality; of what may be a drawing, WebP without loss is one of them. */
  readonly format?: 'avif' | 'webp' | 'jpg' | 'jpeg' | 'png' | 'gif' | 'tiff' | 'tif' | 'auto' | readonly ('avif' | 'webp' | 'jpg' | 'jpeg' | 'png' | 'gif' | 'tiff' | 'tif' | 'auto')[]
  /** Quality of a lossy format on sharp’s scale; 80 for jpeg and webp, 50 for avif where nothing is said. A png stays lossless, unless `lossless=false` is said too. */
  readonly quality?: number | `target:${number}` | readonly (number | `target:${number}`)[]
  /** How much time the encoder may take for fewer bytes at equal looks. A jpeg has `best` and `default`: its best is progressive where nothing else is said; drawings want `chroma=auto` beside it. */
  readonly effort?: number | 'min' | 'max' | 'best' | 'default' | 'fast' | 'faster' | 'draft' | readonly (number | 'min' | 'max' | 'best' | 'default' | 'fast' | 'faster' | 'draft')[]
  /** Keeps every pixel, where the format can: webp and avif. `false` gives a png with a quality leave to lose colours. */
  readonly lossless?: boolean | readonly boolean[]
  /** Rows in passes, so that a whole, coarse picture shows first: progressive jpeg, interlaced png. */
  readonly progressive?: boolean | readonly boolean[]
  /** How finely jpeg and avif keep colours: one sample for each pixel (`444`; avif without it), one for 2×2 pixels (`420`; jpeg without it), or what suits the picture (`auto`). */
  readonly chroma?: '444' | '420' | 'auto' | readonly ('444' | '420' | 'auto')[]
  /** The best quality whose file is not larger than this; `quality` is then the upper bound. */
  readonly maxBytes?: number | string | readonly (number | string)[]
  /** Turns the resized picture clockwise; the output grows to hold it whole, corners filled with `background`. */
  readonly rotate?: number | readonly number[]
  /** Mirrors top and bottom. */
  readonly flip?: boolean | readonly boolean[]
  /** Mirrors left and right. */
  readonly flop?: boolean | readonly boolean[]
  /** Gaussian blur; the number is its sigma in pixels of the output. */
  readonly blur?: number | boolean | readonly (number | boolean)[]
  /** Sharpens edges; the number is the sigma in pixels of what is compared with the picture. */
  readonly sharpen?: number | boolean | readonly (number | boolean)[]
  /** Each pixel becomes the median of a square window around it, which takes noise away. */
  readonly median?: number | boolean | readonly (number | boolean)[]
  /** Multiplies the lightness. */
  readonly brightness?: number | readonly number[]
  /** Multiplies the strength of colours. */
  readonly saturation?: number | readonly number[]
  /** Turns every hue by an angle. */
  readonly hue?: number | readonly number[]
  /** Multiplies the distance of every value from middle grey. */
  readonly contrast?: number | readonly number[]
  /** Gives the picture one hue; lightness stays. */
  readonly tint?: string | readonly string[]
  /** Takes the colours away. */
  readonly grayscale?: boolean | readonly boolean[]
  /** Every colour’s opposite; transparency stays. */
  readonly invert?: boolean | readonly boolean[]
  /** Stretches the brightness to the whole range. */
  readonly normalize?: boolean | readonly boolean[]
  /** Lays the picture over `background` (black by default), so that nothing is transparent. */
  readonly flatten?: boolean | readonly boolean[]
  /** The colour below transparent pixels (`flatten`, jpeg), around a padded picture (`contain`) and behind a turned one (`rotate`). */
  readonly background?: string | readonly string[]
  /** Takes the picture as it is stored, whatever its EXIF orientation says. */
  readonly noAutoOrient?: boolean | readonly boolean[]
  /** Whether all frames are kept; they are, by default, where the format can. */
  readonly animated?: boolean | readonly boolean[]
  /** What of the source’s metadata the output carries: nothing (the default), its colour profile, also who made it and under which terms, or everything, GPS position included. */
  readonly keepMetadata?: 'none' | 'icc' | 'copyright' | 'all' | boolean | readonly ('none' | 'icc' | 'copyright' | 'all' | boolean)[]
  /** Colours of the output: sRGB (the default), Display P3, or those of the source with its profile. */
  readonly colorspace?: 'srgb' | 'p3' | 'keep' | readonly ('srgb' | 'p3' | 'keep')[]
  /** Whether the gain map of an HDR photograph comes along, resized, cropped and turned with it: a screen that can shows how bright things were, any other the picture as ever. It is dropped by default, which is told unless it is said. */
  readonly hdr?: 'drop' | 'keep' | readonly ('drop' | 'keep')[]
  /** What the import evaluates to. */
  readonly as?: 'url' | 'srcset' | 'img' | 'picture' | 'metadata' | 'html' | 'next' | 'responsive' | 'preload' | `metadata:${string}`
  /** Data URIs instead of URLs; alone, without any other directive, it is the bundler’s. */
  readonly inline?: boolean
  /** Something to show until the picture is there, as key `placeholder`: a tiny picture, a hash of one, its main colour or colours. */
  readonly placeholder?: 'lqip' | 'blurhash' | 'thumbhash' | 'color' | 'palette' | 'css'
  /** The width that counts as `1x`: candidates are told apart by density instead of width. */
  readonly basePixels?: number
  /** The `sizes` attribute that belongs to the srcset, as key `sizes` and in `as=html`. */
  readonly sizes?: string
  /** What the picture says to whoever does not see it: the `alt` of the element. Empty, as it is without the directive, for what only decorates. */
  readonly alt?: string
  /** Classes of the `img`. */
  readonly class?: string
  /** When the browser loads the picture: `lazy`, when it comes near the screen, unless `fetchpriority=high` is said. */
  readonly loading?: 'lazy' | 'eager'
  /** Whether the page waits for the picture to be decoded; `async` where nothing is said. */
  readonly decoding?: 'async' | 'sync' | 'auto'
  /** How soon the browser asks for the picture beside others. */
  readonly fetchpriority?: 'high' | 'low' | 'auto'
  /** Other pictures where a media query holds, the first that does: art direction, and pairs for dark and light pages. `dark`, `light`, `portrait` and `landscape` are short for their queries. A path is as seen from the picture, and all else that is asked for is asked of each picture. */
  readonly media?: string
  /** Directives that the options define under a name. */
  readonly preset?: string
}

/** Their names, and the other ones that they have. */
export const DIRECTIVE_NAMES: ReadonlySet<string> = new Set([
  'w',
  'width',
  'h',
  'height',
  'aspect',
  'ar',
  'fit',
  'position',
  'kernel',
  'allowUpscale',
  'withoutEnlargement',
  'withoutReduction',
  'densities',
  'crop',
  'trim',
  'format',
  'quality',
  'effort',
  'lossless',
  'progressive',
  'chroma',
  'maxBytes',
  'rotate',
  'flip',
  'flop',
  'blur',
  'sharpen',
  'median',
  'brightness',
  'saturation',
  'hue',
  'contrast',
  'tint',
  'grayscale',
  'greyscale',
  'invert',
  'negate',
  'normalize',
  'normalise',
  'flatten',
  'background',
  'noAutoOrient',
  'animated',
  'keepMetadata',
  'colorspace',
  'hdr',
  'as',
  'inline',
  'placeholder',
  'basePixels',
  'sizes',
  'alt',
  'class',
  'loading',
  'decoding',
  'fetchpriority',
  'media',
  'preset',
])
