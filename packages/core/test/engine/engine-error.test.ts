import { describe, expect, test } from 'vitest'
import { engineError, engineSentence } from '../../dist/engine/engine-error.js'

type Operands = Record<string, number | string>

describe('the words for a failure of the engine', () => {
  const told: [code: string, operands: Operands, sentence: string][] = [
    ['SOURCE_NOT_FOUND', {}, 'No such file'],
    ['SOURCE_UNREADABLE', { found: 'directory' }, 'The path is a directory, not an image file'],
    ['SOURCE_UNREADABLE', { detail: 'permission denied (os error 13)' }, 'Permission denied (os error 13)'],
    ['SOURCE_EMPTY', {}, 'The file is empty (0 bytes)'],
    ['SOURCE_NOT_AN_IMAGE', { start: '01 02 03' }, 'The content is not an image: it starts with 01 02 03'],
    ['SOURCE_TRUNCATED', { detail: 'the GIF ends early' }, 'The GIF ends early'],
    [
      'FORMAT_UNSUPPORTED',
      { format: 'PDF', readable: 'JPEG, PNG' },
      'This is a PDF file, which the engine does not read; readable are JPEG, PNG',
    ],
    ['LIMIT_FILE_BYTES', { bytes: 11, limit: 10 }, 'The file has 11 bytes; limits.fileBytes allows 10'],
    ['LIMIT_SIDE', { width: 60, height: 1, limit: 50 }, 'The image is 60×1 pixels; limits.side allows 50 per side'],
    ['LIMIT_PIXELS', { width: 20, height: 6, limit: 100 }, 'The image is 20×6 = 120 pixels; limits.pixels allows 100'],
    [
      'LIMIT_METADATA_BYTES',
      { block: 'ICC', bytes: 6, limit: 5 },
      'The ICC block has 6 bytes; limits.metadataBytes allows 5',
    ],
    [
      'LIMIT_METADATA_BYTES',
      { holder: 'PNG', block: 'metadata or single row' },
      'A PNG whose metadata or single row exceeds limits.metadataBytes',
    ],
    ['LIMIT_FRAMES', { frames: 8, limit: 7 }, 'The animation has 8 frames; limits.frames allows 7'],
    [
      'LIMIT_ANIMATION_PIXELS',
      { width: 10, height: 9, frames: 6, limit: 500 },
      'The animation is 10×9 × 6 frames = 540 pixels; limits.animationPixels allows 500',
    ],
    [
      'LIMIT_ANIMATION_PIXELS',
      { layers: 3, width: 10, height: 9, limit: 100 },
      'The SVG needs 3 layers of 10×9 at once = 270 pixels; limits.animationPixels allows 100',
    ],
    [
      'LIMIT_SVG_ELEMENTS',
      { elements: 30, limit: 20 },
      'The SVG draws 30 elements, references followed; limits.svgElements allows 20',
    ],
    [
      'LIMIT_SVG_ELEMENTS',
      { rules: 500, elements: 15, rulesAllowed: 100, limit: 20 },
      'The SVG has 500 style rules for 15 elements; limits.svgElements allows 100 rules for 20 elements',
    ],
    [
      'LIMIT_SVG_ELEMENTS',
      { counted: 'nodes' },
      'The SVG has more nodes than limits.svgElements allows, with room for text and comments',
    ],
    [
      'LIMIT_SVG_ELEMENTS',
      { detail: 'the SVG has more elements, or deeper ones, than the converter takes' },
      'The SVG has more elements, or deeper ones, than the converter takes',
    ],
    [
      'LIMIT_SVG_NESTING',
      { limit: 4 },
      'The SVG nests its elements more than 4 deep, references followed; limits.svgNesting allows 4',
    ],
    ['OUT_OF_MEMORY', { detail: 'no memory for the file' }, 'No memory for the file'],
    [
      'OUT_OF_MEMORY',
      { detail: 'BMP: image too large', bounds: 'pixels and side' },
      'BMP: image too large, by limits.pixels and limits.side',
    ],
    [
      'OUTPUT_TOO_LARGE',
      { format: 'WebP', most: 16_383, width: 20_000, height: 10 },
      'WebP holds up to 16383 pixels a side; 20000×10 were asked for',
    ],
    [
      'BUDGET_UNREACHABLE',
      { allowed: 60, format: 'WebP', width: 160, height: 120, least: 345 },
      'MaxBytes allows 60 bytes, but the smallest WebP of 160×120 that could be made has 345; allow more or ask for a smaller picture',
    ],
    [
      'TIMEOUT',
      { allowedMs: 5 },
      'The work on this image took longer than limits.timeoutMs allows, 5 ms; raise it, or ask for less',
    ],
    [
      'INVALID_REQUEST',
      { instead: 'source', width: 4, height: 3, format: 'png', orientation: 6 },
      'OrSource for an output that is not its source: 4×3 Png, orientation 6',
    ],
    ['INVALID_REQUEST', { detail: 'a blur with sigma 0' }, 'A blur with sigma 0'],
    ['ABORTED', {}, 'The batch was aborted before this was done'],
    ['ENGINE_FAILURE', { panic: 'row 7' }, 'The engine panicked: row 7'],
    ['ENGINE_FAILURE', { detail: 'libwebp: no' }, 'Libwebp: no'],
  ]

  test.each(told)('%s %j', (code, operands, sentence) => {
    expect(engineSentence({ code, operands })).toBe(sentence)
  })

  test('pixels beyond the whole numbers of JavaScript are exact', () => {
    const side = 4_294_967_295
    expect(engineSentence({ code: 'LIMIT_PIXELS', operands: { width: side, height: side, limit: 100 } })).toContain(
      '18446744065119617025 pixels',
    )
    const operands = { width: side, height: side, frames: side, limit: 100 }
    expect(engineSentence({ code: 'LIMIT_ANIMATION_PIXELS', operands })).toContain('18446744073709551615 pixels')
  })

  test('the system’s words name the file that they are about', () => {
    const operands = { detail: 'permission denied (os error 13)' }
    const { message } = engineError({ code: 'SOURCE_UNREADABLE', operands }, '/a.png')
    expect(message).toBe('Cannot read /a.png: Permission denied (os error 13)')
  })

  test('a code that is not known keeps the words, and the image is named', () => {
    const error = engineError({ code: 'NEW_CODE', operands: { detail: 'something new' } }, '/a.png')
    expect(error).toMatchObject({ code: 'ENGINE_FAILURE', message: expect.stringContaining('Something new') })
    expect(error.image).toBe('/a.png')
    expect(engineError(undefined, undefined).message).toContain('neither a result nor an error')
  })
})
