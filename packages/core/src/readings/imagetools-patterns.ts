/**
 * Which images vite-imagetools takes where its options say nothing, by the rules of Vite's plugins. It looks at lower case alone,
 * and draws no SVG; here capitals are images too.
 */
export const IMAGETOOLS_PATTERNS: { readonly include: RegExp; readonly exclude: string } = {
  include: /^[^?]+\.(?:avif|gif|heif|jpe?g|png|svg|tiff?|webp)(?:\?.*)?$/i,
  exclude: 'public/**/*',
}
