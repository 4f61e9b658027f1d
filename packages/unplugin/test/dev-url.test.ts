import { sep } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { printDevUrl, readDevUrl } from '../dist/host/vite/dev-url.js'

const places = { base: '/sub/', root: `${sep}app`, server: { origin: 'http://localhost:1' } }
const QUERY = 'w=8&background=#fa2&k=0123456789abcdef0123456789abcdef'

/** Names that a file may have, and that are no way to another folder. */
const name = fc.string({ minLength: 1, unit: 'grapheme' }).filter(text => !/[/\\\0]/.test(text) && !/^\.+$/.test(text))

describe('the URL of a file in the dev server', () => {
  test('leads back to the file, whatever it is called and wherever it lies', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('/app', '/app/src', '/else where'),
        fc.array(name, { maxLength: 2 }),
        name,
        (folder, folders, last) => {
          const file = [folder, ...folders, `${last}.jpg`].join('/')
          const url = new URL(printDevUrl(file, QUERY, places))
          expect(url.hash).toBe('')
          const asked = readDevUrl(url.pathname + url.search, places)
          expect(asked?.file).toBe(file)
          expect(asked?.key).toBe('0123456789abcdef0123456789abcdef')
        },
      ),
    )
  })

  test('can stand in a url() without quotes', () => {
    expect(printDevUrl("/app/it's (a) file.jpg", 'w=8', places)).toBe(
      'http://localhost:1/sub/it%27s%20%28a%29%20file.jpg?w=8',
    )
  })

  test.each(['/app/a.jpg?w=8', '/sub/a.jpg', '/sub/a.jpg?import&w=8', '/sub/%E0%A4%A.jpg?w=8'])(
    '%s is no such URL',
    url => {
      expect(readDevUrl(url, places)).toBeNull()
    },
  )

  test('with dot segments in codes leads to where they point, so that what may be read is decided by that', () => {
    expect(readDevUrl('/sub/..%2fsecret.jpg?w=8', places)?.file).toBe('/secret.jpg')
    expect(readDevUrl('/sub/@fs/app/..%2fsecret.jpg?w=8', places)?.file).toBe('/secret.jpg')
  })
})
