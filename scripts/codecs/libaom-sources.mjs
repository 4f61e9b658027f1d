/** The libaom of releases, and of whoever wants what they have. */
export const LIBAOM = '3.14.1'

/**
 * Where its source is to be had, and what makes sure that it is that.
 *
 * @typedef {object} LibaomSource
 * @property {string} url of the archive.
 * @property {string} [sha256] of the archive.
 * @property {string} [signature] URL of a detached OpenPGP signature of the archive,
 * @property {string} [key] by the key of this fingerprint.
 * @type {Record<'debian' | 'upstream', LibaomSource>}
 */
export const SOURCES = {
  // Upstream's tree as Debian packs it; the sum stands in aom_3.14.1-1.dsc.
  debian: {
    url: `https://deb.debian.org/debian/pool/main/a/aom/aom_${LIBAOM}.orig.tar.xz`,
    sha256: '4ef9882eda023582499511b845f4d4368a34c9886f545a7eea4ca20799d3c161',
  },
  upstream: {
    url: `https://storage.googleapis.com/aom-releases/libaom-${LIBAOM}.tar.gz`,
    signature: `https://storage.googleapis.com/aom-releases/libaom-${LIBAOM}.tar.gz.asc`,
    // Of AOMedia's releases, as distributions that check the signature name it.
    key: 'B002F08B74A148DAA01F7123A48E86DB0B830498',
  },
}
