// What reads a project's files without a bundler, in one module that is loaded when somebody asks for it.
export { glob } from 'tinyglobby'
export { type FilePattern, findPatterns } from './find-patterns.js'
export { findTexts, type QuotedText } from './find-texts.js'
export { ImageLocator } from './image-locator.js'
export { ImageTypes } from './image-types.js'
export { placeOf } from './project-imports.js'
