// What looks for image requests in a project's files without a bundler; loaded when somebody asks for it.
export { glob } from 'tinyglobby'
export { type FilePattern, findPatterns } from './find-patterns.js'
export { findTexts, type QuotedText } from './find-texts.js'
export { ImageLocator } from './image-locator.js'
export { placeOf } from './project-imports.js'
