/**
 * C and C++ libraries whose sources crates carry and whose code ends up in the binary, with the files that hold their
 * licences, by crate. What the sources hold besides and the build leaves out (tools, tests, brotli, skcms, zlib and
 * libwebm among them) is not listed.
 */
export const BUNDLED_LIBRARIES = {
  'jpegli-sys': [
    { name: 'libjxl (jpegli)', licence: 'BSD-3-Clause', files: ['libjxl/LICENSE', 'libjxl/PATENTS'] },
    { name: 'Highway', licence: 'BSD-3-Clause', files: ['libjxl/third_party/highway/LICENSE-BSD3'] },
    {
      name: 'libjpeg-turbo (headers)',
      licence: 'IJG AND BSD-3-Clause AND Zlib',
      files: ['libjxl/third_party/libjpeg-turbo/LICENSE.md', 'libjxl/third_party/libjpeg-turbo/README.ijg'],
    },
  ],
  'libaom-sys': [
    { name: 'libaom', licence: 'BSD-2-Clause', files: ['vendor/LICENSE', 'vendor/PATENTS'] },
    { name: 'fastfeat', licence: 'BSD-3-Clause', files: ['vendor/third_party/fastfeat/LICENSE'] },
    { name: 'libyuv', licence: 'BSD-3-Clause', files: ['vendor/third_party/libyuv/LICENSE'] },
    {
      name: 'SVT-AV1 (convolution)',
      licence: 'BSD-3-Clause-Clear',
      files: ['vendor/third_party/SVT-AV1/LICENSE.md', 'vendor/third_party/SVT-AV1/PATENTS.md'],
    },
    { name: 'vector', licence: 'MIT', files: ['vendor/third_party/vector/LICENSE'] },
    { name: 'x86inc', licence: 'ISC', files: ['vendor/third_party/x86inc/LICENSE'] },
  ],
  'lcms2-sys': [{ name: 'Little CMS', licence: 'MIT', files: ['vendor/LICENSE'] }],
  'libdeflate-sys': [{ name: 'libdeflate', licence: 'MIT', files: ['libdeflate/COPYING'] }],
  'libavif-sys': [{ name: 'libavif', licence: 'BSD-2-Clause', files: ['libavif/LICENSE'] }],
  'libwebp-sys': [{ name: 'libwebp', licence: 'BSD-3-Clause', files: ['vendor/COPYING', 'vendor/PATENTS'] }],
  'turbojpeg-sys': [
    {
      name: 'libjpeg-turbo',
      licence: 'IJG AND BSD-3-Clause AND Zlib',
      files: ['libjpeg-turbo/LICENSE.md', 'libjpeg-turbo/README.ijg'],
    },
  ],
  // Its C and assembly are its own, under its own licence.
  blake3: [],
}
