/**
 * The things that come in kinds, and in how many hand-written source files a member of each may be named.
 *
 * @typedef {object} Kind
 * @property {string} name in the singular.
 * @property {string} toAdd the files of a new member, for CONTRIBUTING.md.
 * @property {string} list the file that names all members: the members are what it takes from `folder`.
 * @property {string} folder
 * @property {RegExp} [notMembers] other files that the list takes from there.
 * @property {number} most files that may name a member.
 * @property {string} [besides] what is not counted among them, in words; `uncounted` says which files these are.
 * @property {(member: string) => readonly string[]} [uncounted] files, and folders with `/` at the end.
 * @property {(member: string) => readonly string[]} [words] by which a member is named; by default its own name.
 * @property {Readonly<Record<string, string>>} [ordinary] members whose name is an ordinary word, and for what; `*` for all. They
 *   are counted where the word is a whole text, the name of a type, or the member's file.
 * @property {true} [byFile] whether a member is counted where its file is imported, and nowhere else.
 * @property {Readonly<Record<string, { names: readonly string[], why: string }>>} [others] names that hold a member's word and
 *   mean another thing.
 * @property {readonly { files: readonly string[], members?: readonly string[], why: string }[]} [elsewhere] files in which the
 *   words of members (by default of all) mean another thing.
 */

/** Where hand-written source is. */
export const SOURCES = [
  'native/binding/js',
  'native/binding/src',
  'native/engine/build.rs',
  'native/engine/src',
  'native/resampler/src',
  'packages/cli/src',
  'packages/components/src',
  'packages/core/src',
  'packages/unplugin/src',
  'packages/vite-plugin/src',
  'packages/webpack-plugin/src',
  'scripts/docs',
]

/** Files below these that scripts write. */
export const GENERATED = [
  'native/binding/js/wire.ts',
  'native/engine/src/formats/avif/tables/libaom_3_11.rs',
  'native/engine/src/formats/avif/tables/libaom_3_14.rs',
  'native/engine/src/formats/jpeg/tables.rs',
  'native/engine/src/formats/webp/tables.rs',
  'packages/core/src/options/known-directives.ts',
]

const IMAGETOOLS = {
  files: ['packages/vite-plugin/src/imagetools/', 'scripts/docs/write-migration.mjs'],
  why: 'what vite-imagetools knows, a list of somebody else’s that ours does not grow with',
}

const FOREIGN = {
  files: [
    'packages/webpack-plugin/src/image-minimizer/',
    'packages/webpack-plugin/src/responsive-loader/',
    'packages/core/src/readings/',
    'packages/core/src/language/foreign-words.ts',
  ],
  why: 'what other tools read and write, lists of somebody else’s that ours do not grow with',
}

const EXAMPLES = {
  files: ['packages/core/src/language/directives/'],
  why: 'examples in the documentation of a directive',
}

/** @type {readonly Kind[]} */
export const KINDS = [
  {
    name: 'codec',
    toAdd:
      'a folder in `native/engine/src/formats` and a line in its `mod.rs`; a file in `packages/core/src/formats`, where it is written, and a line in `formats.ts`',
    list: 'native/engine/src/formats/mod.rs',
    folder: 'native/engine/src/formats',
    notMembers: /^(?:brands|signature)$/,
    most: 3,
    besides: 'its folder of the engine',
    uncounted: member => [`native/engine/src/formats/${member}/`],
    words: member => ({ jpeg: ['jpeg', 'jpg'], tiff: ['tiff', 'tif'] })[member] ?? [member],
    elsewhere: [
      IMAGETOOLS,
      FOREIGN,
      EXAMPLES,
      { files: ['native/engine/src/formats/'], why: 'a file of one format may hold a picture of another' },
      {
        files: ['native/engine/src/metadata/'],
        members: ['tiff'],
        why: 'EXIF is a structure of that name, and a schema of XMP has it, whatever format they are in',
      },
      {
        files: ['packages/core/src/options/resolve-options.ts'],
        members: ['avif', 'webp'],
        why: 'the formats that format=auto tries, unless the option says others: a choice, no list of all',
      },
      {
        files: ['packages/core/src/placeholders/lqip.ts'],
        members: ['webp'],
        why: 'what the tiny picture of a placeholder is encoded as',
      },
      {
        files: [
          'native/binding/src/convert/batch.rs',
          'native/binding/src/wire/limits.rs',
          'native/engine/src/asked/limits.rs',
          'native/engine/src/error.rs',
          'packages/core/src/chain/limit-policies.ts',
          'packages/core/src/engine/engine-error.ts',
          'packages/core/src/errors.ts',
          'packages/core/src/options/options.ts',
          'packages/core/src/options/resolve-options.ts',
        ],
        members: ['svg'],
        why: 'limits that only a drawing can go beyond: its elements and how deep they lie',
      },
      {
        files: ['packages/vite-plugin/src/astro/'],
        members: ['svg'],
        why: 'Astro leaves drawings as they are, and says so with words of its own',
      },
      {
        files: ['native/engine/src/metadata/xmp.rs'],
        members: ['tiff'],
        why: 'a namespace of XMP, in files of any format',
      },
      {
        files: ['packages/unplugin/src/host/vite/asset-names.ts'],
        members: ['webp'],
        why: 'a file name to ask a pattern with, as good as any',
      },
      {
        files: [
          'packages/unplugin/src/host/webpack-like/claim-requests.ts',
          'packages/unplugin/src/host/webpack-like/diagnosis.ts',
        ],
        members: ['jpeg'],
        why: 'a file name to ask about a query with, as good as any',
      },
    ],
  },
  {
    name: 'operation',
    toAdd:
      'a file in `native/engine/src/operations` and a line in its `mod.rs`; a file in `packages/core/src/operations` and a line in `operations.ts`',
    list: 'packages/core/src/operations/operations.ts',
    folder: 'packages/core/src/operations',
    notMembers: /^turn$/,
    most: 3,
    besides: 'its Rust file',
    uncounted: member => [`native/engine/src/operations/${member}.rs`, `native/engine/src/operations/${member}/`],
    ordinary: {
      flatten: 'iterators of both languages have a method of this name',
      invert: 'what is done to samples that are stored the other way round',
      median: 'of numbers',
      normalize: 'of paths and of Unicode, methods of Node and of texts',
    },
    others: { blur: { names: ['blurhash', 'blurdataurl'], why: 'a placeholder, and a property of next/image' } },
    elsewhere: [
      IMAGETOOLS,
      FOREIGN,
      {
        files: ['native/engine/src/formats/'],
        members: ['grayscale'],
        why: 'how a file says that it holds no colours',
      },
      {
        files: ['native/engine/src/derived/statistics.rs', 'native/engine/src/operations/tint.rs'],
        members: ['grayscale'],
        why: 'they are made from the luminance that it leaves',
      },
      { files: ['native/engine/src/orientation.rs'], members: ['flip'], why: 'orientations of EXIF' },
      {
        files: ['native/engine/src/formats/avif/ladder/'],
        members: ['flip'],
        why: 'a name of transforms in options of libaom',
      },
      {
        files: ['native/engine/src/operations/flop.rs', 'packages/core/src/operations/flop.ts'],
        members: ['flip'],
        why: 'its sister: flipH in a chain, and flip turned by half a circle',
      },
      {
        files: ['packages/core/src/placeholders/placeholder-image.ts'],
        members: ['flatten'],
        why: 'a tiny picture lies on the background of its jpeg',
      },
      {
        files: ['packages/core/src/index.ts'],
        members: ['modulate'],
        why: 'the type of its options, which users name',
      },
    ],
  },
  {
    name: 'placeholder',
    toAdd:
      'a file in `packages/core/src/placeholders` and a line in `placeholders.ts`; a method of `ImageEngine`, where a chain may end in it',
    list: 'packages/core/src/placeholders/placeholders.ts',
    folder: 'packages/core/src/placeholders',
    most: 3,
    besides: 'what the engine derives for it, a kind of its own',
    uncounted: () => ['native/'],
    ordinary: { color: 'any colour', css: 'stylesheets', palette: 'the colours of an indexed file' },
    elsewhere: [
      {
        files: ['packages/cli/src/inspect/'],
        members: ['blurhash'],
        why: 'what a picture is sketched from in a terminal: a choice, no list of all',
      },
      IMAGETOOLS,
      FOREIGN,
      EXAMPLES,
      { files: ['packages/core/src/language/grammars/colour.ts'], members: ['color'], why: 'a type of the CSS parser' },
      {
        files: ['packages/core/src/placeholders/css.ts'],
        members: ['blurhash'],
        why: 'what the engine derives, which the number is read off',
      },
    ],
  },
  {
    name: 'derived value',
    toAdd: 'a file in `native/engine/src/derived` and a line in its `mod.rs`',
    list: 'native/engine/src/derived/mod.rs',
    folder: 'native/engine/src/derived',
    notMembers: /^shrink$/,
    most: 2,
    besides: 'what asks for it, in core',
    uncounted: () => ['packages/'],
    ordinary: {
      colour: 'any colour',
      palette: 'the colours of an indexed file',
      statistics: 'of anything',
    },
    words: member => [member.replaceAll('_', '')],
    elsewhere: [
      {
        files: ['native/engine/src/formats/', 'native/engine/src/indexed/'],
        members: ['palette'],
        why: 'of an indexed file',
      },
      { files: ['native/engine/src/operations/'], members: ['colour'], why: 'a parameter' },
    ],
  },
  {
    name: 'shape',
    toAdd: 'a file in `packages/core/src/shapes` and a line in `shapes.ts`; `client.d.ts` is printed from it',
    list: 'packages/core/src/shapes/shapes.ts',
    folder: 'packages/core/src/shapes',
    most: 2,
    uncounted: () => ['native/'],
    ordinary: { '*': 'names of elements, attributes and properties' },
    elsewhere: [
      IMAGETOOLS,
      FOREIGN,
      EXAMPLES,
      { files: ['packages/core/src/shapes/html.ts'], members: ['srcset'], why: 'the attribute' },
      { files: ['packages/components/src/'], why: 'elements of a page and their attributes' },
      { files: ['packages/core/src/chain/kept-metadata.ts'], members: ['metadata'], why: 'what is kept of a file' },
      {
        files: [
          'packages/core/src/language/bundler-words.ts',
          'packages/unplugin/src/host/vite/new-url/',
          'packages/unplugin/src/host/webpack-like/claim-requests.ts',
          'packages/unplugin/src/host/webpack-like/rspack.ts',
        ],
        members: ['url'],
        why: 'words of the bundlers: ?url of Vite, the dependency of new URL in webpack; import.meta.url',
      },
      {
        files: ['packages/core/src/cache/remote/'],
        members: ['url'],
        why: 'the address of a store',
      },
      {
        files: [
          'packages/unplugin/src/host/esbuild-like/bun-builder.ts',
          'packages/unplugin/src/host/esbuild-like/bun-pages.ts',
        ],
        members: ['html'],
        why: 'what Bun calls its loader of pages',
      },
      {
        files: [
          'packages/core/src/account/',
          'packages/core/src/options/report-options.ts',
          'packages/cli/src/commands/report.ts',
        ],
        members: ['html'],
        why: 'the page of a report',
      },
      {
        files: [
          'packages/core/src/language/shape.ts',
          'packages/unplugin/src/images/css/',
          'packages/unplugin/src/host/vite/templates.ts',
          'packages/unplugin/src/images/html/',
          'packages/unplugin/src/images/places/',
        ],
        why: 'what a place in a text has room for, whatever shape comes to it',
      },
    ],
  },
  {
    name: 'directive',
    toAdd:
      'a file in `packages/core/src/language/directives` and a line in `registry.ts`; its place in the draft; the stage that it is about',
    list: 'packages/core/src/language/registry.ts',
    folder: 'packages/core/src/language/directives',
    most: 4,
    byFile: true,
    elsewhere: [
      FOREIGN,
      {
        files: ['packages/core/src/chain/', 'packages/core/src/formats/', 'packages/core/src/plan/'],
        why: 'whoever takes the same words reads them by the grammar of the directive',
      },
      {
        files: ['packages/core/src/language/crop-outside.ts', 'packages/core/src/language/find-crops-outside.ts'],
        members: ['crop'],
        why: 'the one directive whose value may lie outside of the picture',
      },
    ],
  },
  {
    name: 'cache tier',
    toAdd: 'a file in `packages/core/src/cache` and a line in `tiers.ts`; its tests are those that every tier runs',
    list: 'packages/core/src/cache/tiers.ts',
    folder: 'packages/core/src/cache',
    most: 2,
    words: member => [member.replaceAll('-', '')],
  },
  {
    name: 'signature',
    toAdd: 'a file in `packages/core/src/cache/remote/signatures` and a line in `signatures.ts`',
    list: 'packages/core/src/cache/remote/signatures.ts',
    folder: 'packages/core/src/cache/remote/signatures',
    most: 2,
    byFile: true,
  },
  {
    name: 'remote store',
    toAdd:
      'a file in `packages/core/src/cache/remote/stores`, what it opens beside that folder, and a line in `stores.ts`; its tests are those that every store runs',
    list: 'packages/core/src/cache/remote/stores.ts',
    folder: 'packages/core/src/cache/remote/stores',
    most: 2,
    byFile: true,
  },
  {
    name: 'host',
    toAdd:
      'its set-up in `packages/unplugin/src/host`, in a `-like` folder where it shares a seam, and a line in `hosts.ts`; a door of its name beside that; its package in `peerDependencies`',
    list: 'packages/unplugin/src/hosts.ts',
    folder: 'packages/unplugin/src/host',
    most: 1,
    besides: 'its folder and its door',
    uncounted: member => ['packages/unplugin/src/host/', `packages/unplugin/src/${member}.ts`],
    byFile: true,
  },
  {
    name: 'kind of reference',
    toAdd: 'a file in `packages/unplugin/src/images/references` and a line in `references.ts`',
    list: 'packages/unplugin/src/images/references/references.ts',
    folder: 'packages/unplugin/src/images/references',
    most: 2,
    byFile: true,
  },
  {
    name: 'kind of reference in a page',
    toAdd: 'a file in `packages/unplugin/src/images/html/references` and a line in `html-references.ts`',
    list: 'packages/unplugin/src/images/html/references/html-references.ts',
    folder: 'packages/unplugin/src/images/html/references',
    notMembers: /^html-reference-kind$/,
    most: 2,
    byFile: true,
  },
  {
    name: 'place',
    toAdd: 'a file in `packages/unplugin/src/images/places` and a line in `places.ts`',
    list: 'packages/unplugin/src/images/places/places.ts',
    folder: 'packages/unplugin/src/images/places',
    most: 2,
    besides: 'what writes it: the kinds of references in a text, and other places that hold such a text',
    uncounted: () => ['packages/unplugin/src/images/places/'],
    byFile: true,
  },
  {
    name: 'command',
    toAdd: 'a file in `packages/cli/src/commands` and a line in `run-command-line.ts`',
    list: 'packages/cli/src/run-command-line.ts',
    folder: 'packages/cli/src/commands',
    most: 2,
    byFile: true,
  },
  {
    name: 'reader of a project',
    toAdd: 'a file in `packages/unplugin/src/project/readers` and a line in `readers.ts`',
    list: 'packages/unplugin/src/project/readers/readers.ts',
    folder: 'packages/unplugin/src/project/readers',
    notMembers: /^reader-kind$/,
    most: 2,
    byFile: true,
  },
]
