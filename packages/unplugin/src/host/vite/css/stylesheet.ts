/** A stylesheet's id, whatever it is a part of: a file, a block of a component, an element or attribute of a page. */
export const STYLESHEET: RegExp = /\.(?:css|less|sass|scss|styl|stylus|pcss|postcss|sss)(?:$|\?)/
