/**
 * What may import what, for every package. `packages` are the workspace's own that a package stands on; what else it imports
 * must be among what its users get (`dependencies` and `peerDependencies`).
 *
 * A unit is a folder or a file of `source`, named without its ending; of two names the longer one counts, and `.` is every
 * file at the top that has no line of its own. A unit may import itself and what `imports` names: units, or parts of them;
 * `*` is everything. `bundlers` are those whose hooks or types it may name.
 *
 * `page` is what a package has for browsers, in a `source` of its own that the rest of it does not import: it has neither Node nor
 * packages, and of the rest the files of `types` alone, and types alone of them.
 */
export const IMPORT_RULES = {
  'native/binding': {
    source: 'js',
    packages: [],
    units: { '.': { imports: [], why: 'it loads the binary and says what crosses, nothing of images' } },
  },
  'packages/core': {
    source: 'src',
    packages: ['@lazy-image/native'],
    units: {
      '.': { imports: [], why: 'every stage stands on these files' },
      'point-at': { imports: ['.', 'language/query'], why: 'a mark under the part of a query that an error is about' },
      options: { imports: ['.'], why: 'options are resolved before anything is asked' },
      formats: {
        imports: ['.', 'language', 'engine/engine', 'engine/engine-facts'],
        why: 'a kind says what the query language needs to know of it, and no stage; what a format can do the engine tells',
      },
      operations: {
        imports: ['.', 'language', 'formats', 'plan'],
        why: 'a kind says what the query language and a plan need to know of it, and no later stage',
      },
      placeholders: {
        imports: ['.', 'language', 'formats', 'operations', 'plan', 'module/data-uri', 'module/reading-kind'],
        why: 'a placeholder is asked for in the language and planned as an image; no later stage',
      },
      shapes: {
        imports: ['.', 'options', 'language', 'formats', 'operations', 'placeholders', 'plan', 'module'],
        why: 'a shape says what a planned import evaluates to, before an image is there',
      },
      language: {
        imports: ['.', 'options', 'formats', 'operations', 'placeholders', 'shapes'],
        why: 'a query is read without a file in sight',
      },
      readings: {
        imports: ['.', 'options', 'language'],
        why: 'how another tool reads a query; the language is given it and knows none',
      },
      plan: {
        imports: ['.', 'options', 'language', 'formats', 'operations', 'placeholders', 'shapes'],
        why: 'a plan is pure: it neither renders nor reads a cache',
      },
      engine: {
        imports: ['.', 'options', 'language', 'formats', 'operations', 'placeholders', 'plan'],
        why: 'the engine is given plans, and knows no cache and no module',
      },
      cache: { imports: ['.', 'options', 'plan'], why: 'a tier keeps bytes under a key, wherever they come from' },
      ledger: {
        imports: ['.', 'options', 'formats/formats', 'plan'],
        why: 'listeners are told what happened and decide nothing',
      },
      account: {
        imports: ['.', 'options', 'language', 'formats', 'placeholders', 'plan', 'ledger', 'module/data-uri'],
        why: 'what a build has come to as a whole, for budgets and reports; whoever renders is handed to it',
      },
      render: {
        imports: ['.', 'options', 'plan', 'engine', 'cache', 'ledger'],
        why: 'only here do cache and engine meet',
      },
      module: {
        imports: ['.', 'options', 'language', 'formats', 'placeholders', 'shapes', 'plan'],
        why: 'code is written from plans, before an image is there',
      },
      chain: {
        imports: ['.', 'options', 'language', 'formats', 'operations', 'placeholders', 'plan', 'engine'],
        why: 'ImageEngine plans and renders by itself, without the pipeline of a build',
      },
      planner: {
        imports: ['.', 'options', 'language', 'plan', 'engine', 'module', 'declarations/module-type'],
        why: 'from an id to a plan, before an image is there',
      },
      order: {
        imports: ['.', 'language/language', 'placeholders', 'plan'],
        why: 'an output in words that another machine plans anew',
      },
      snapshot: {
        imports: ['.', 'plan', 'engine', 'ledger', 'render', 'planner', 'order'],
        why: 'plans and images of one build agree on what the sources are',
      },
      pipeline: {
        imports: [
          '.',
          'options',
          'language',
          'shapes',
          'readings',
          'plan',
          'engine',
          'cache',
          'ledger',
          'account',
          'render',
          'declarations/module-type',
          'planner',
          'snapshot',
        ],
        why: 'the one place that joins the stages',
      },
      'at-once': {
        imports: ['language', 'plan', 'render', 'module', 'planner', 'snapshot', 'pipeline'],
        why: 'plan, images and value in one go, for whoever cannot wait',
      },
      'transform-import': { imports: ['*'], why: 'an entry: one import without a bundler' },
      declarations: {
        imports: ['.', 'options', 'language', 'shapes', 'plan', 'module', 'pipeline'],
        why: 'types are told from what the pipeline plans; no pixel is read',
      },
      index: { imports: ['*'], why: 'an entry: what users want' },
      host: { imports: ['*'], why: 'an entry: what hosts need' },
    },
    page: {
      source: 'report-page',
      types: ['src/account/report-data'],
      units: {
        '.': { imports: [], why: 'elements, numbers and colours, which every part of the page stands on' },
        rows: { imports: ['.'], why: 'what is shown, as data' },
        hues: { imports: ['rows'], why: 'which folder has which colour' },
        compare: { imports: ['.'], why: 'a part of the page that knows no other' },
        list: { imports: ['.', 'rows'], why: 'a part of the page that knows no other' },
        'treemap-view': { imports: ['.', 'rows'], why: 'a part of the page that knows no other' },
        details: { imports: ['.', 'rows', 'compare'], why: 'one picture, with its comparison' },
        main: { imports: ['*'], why: 'the page, which joins its parts' },
      },
    },
  },
  'packages/components': {
    source: 'src',
    packages: [],
    units: {
      '.': { imports: [], why: 'what the elements of a picture say, as data; it knows no framework' },
      react: { imports: ['.'], why: 'a door knows its own framework and no other' },
      vue: { imports: ['.'], why: 'a door knows its own framework and no other' },
      solid: { imports: ['.'], why: 'a door knows its own framework and no other' },
      web: { imports: ['.'], why: 'a door knows its own framework and no other' },
    },
  },
  'packages/cli': {
    source: 'src',
    packages: ['@lazy-image/core', '@lazy-image/unplugin'],
    units: {
      '.': { imports: ['commands'], why: 'what runs any command' },
      cache: { imports: ['.'], why: 'what can be done to a cache, one file an action' },
      commands: {
        imports: ['.', 'cache', 'convert', 'doctor', 'inspect', 'migrate', 'prewarm', 'fleet', 'report'],
        why: 'a command knows no other command',
      },
      doctor: { imports: ['.', 'cache'], why: 'what is looked at on a machine, one file a check' },
      inspect: { imports: ['.'], why: 'how what an image is like is shown to people' },
      convert: { imports: ['.', 'prewarm'], why: 'images from images: which, and where they go' },
      migrate: { imports: ['.', 'prewarm'], why: 'a project of another tool: what is rewritten, and what is left' },
      prewarm: { imports: ['.'], why: 'what is to be made ahead of a build, and by whom' },
      fleet: { imports: ['.', 'prewarm'], why: 'the same by the workers of a queue' },
      report: { imports: ['.', 'prewarm'], why: 'what a build, or a project, has come to' },
    },
  },
  'packages/unplugin': {
    source: 'src',
    packages: ['@lazy-image/core'],
    units: {
      '.': {
        imports: ['factory', 'own-options', 'plugin-types', 'uncalled'],
        why: 'a door takes its plugin from the factory, and keeps with it what it was given',
      },
      'plugin-types': { imports: [], why: 'what every bundler’s type of a plugin asks for, and no bundler’s type' },
      vite: {
        imports: ['factory', 'host/vite', 'plugin-types', 'uncalled'],
        bundlers: ['vite'],
        why: 'the door with options that depend on Vite’s own',
      },
      webpack: {
        imports: ['factory', 'host/webpack-like', 'own-options', 'plugin-types', 'uncalled'],
        bundlers: ['webpack'],
        why: 'the door with requests in the words of another tool',
      },
      rsbuild: {
        imports: ['hosts', 'own-options', 'plugin-types'],
        why: 'the door in a form that only Rsbuild has',
      },
      engine: {
        imports: ['images/image-id', 'serving'],
        why: 'an entry: images made without a bundler, for what runs on a server',
      },
      uncalled: { imports: [], why: 'what a door says when nobody calls it' },
      'own-options': {
        imports: [],
        why: 'what a plugin was given, for whoever reads a configuration without building',
      },
      factory: { imports: ['host', 'hosts'], bundlers: ['unplugin'], why: 'the factory looks a host up' },
      hosts: { imports: ['host'], bundlers: ['unplugin'], why: 'the list of hosts' },
      'host/esbuild-like': {
        imports: ['images', 'told'],
        bundlers: ['esbuild'],
        why: 'the seam that bundlers share which load modules one by one and never say that all are known',
      },
      'host/farm': {
        imports: ['images', 'serving', 'told'],
        bundlers: ['@farmfe/core'],
        why: 'Farm shares its hooks with nobody',
      },
      'host/rollup-like': {
        imports: ['images', 'told'],
        bundlers: ['rollup', 'rolldown'],
        why: 'the seam that bundlers with Rollup’s hooks share',
      },
      'host/vite': {
        imports: ['host/rollup-like', 'images', 'panel', 'serving', 'told'],
        bundlers: ['vite'],
        why: 'a host knows no other host but the seam that it shares',
      },
      'host/webpack-like': {
        imports: ['images', 'panel', 'serving', 'told'],
        bundlers: ['webpack', '@rspack/core', '@rsbuild/core'],
        why: 'the seam that bundlers with webpack’s compiler share',
      },
      images: { imports: ['told'], why: 'what every host does with images names no host' },
      serving: { imports: [], why: 'how a dev server answers names no host' },
      panel: {
        imports: ['images', 'serving'],
        why: 'what a dev server tells its pages of their pictures names no host',
      },
      told: { imports: ['images'], why: 'what users read names no host' },
      project: { imports: ['images', 'own-options'], why: 'what a project’s files ask for is read without a bundler' },
    },
    page: {
      source: 'panel',
      types: ['src/panel/protocol'],
      units: {
        '.': { imports: [], why: 'what a page, a browser and the server tell, and what a picture is' },
        findings: {
          imports: ['.'],
          why: 'what may be wrong with a picture, one file a kind; nothing of how it is shown',
        },
        'page-pictures': {
          imports: ['.', 'findings/findings'],
          why: 'the pictures of a page, with what is wrong with each',
        },
        view: {
          imports: ['.', 'page-pictures', 'findings/fitting-query'],
          why: 'how pictures and findings are shown, whatever kinds there are',
        },
        panel: { imports: ['view'], why: 'an entry: what a page loads' },
        start: { imports: [], why: 'an entry: what compilers bundle with a page' },
      },
    },
  },
  'packages/vite-plugin': {
    source: 'src',
    packages: ['@lazy-image/unplugin'],
    units: {
      '.': { imports: ['imagetools'], bundlers: ['vite'], why: 'the door that users of Vite look for' },
      astro: { imports: [], why: 'Astro’s image service, which runs in its server and knows no bundler' },
      imagetools: { imports: [], bundlers: ['vite'], why: 'the door for projects that come from vite-imagetools' },
      nuxt: { imports: [], why: 'Nuxt Image’s provider, which runs in Nuxt’s server and knows no bundler' },
    },
  },
  'packages/webpack-plugin': {
    source: 'src',
    packages: ['@lazy-image/unplugin'],
    units: {
      '.': {
        imports: ['responsive-loader', 'image-minimizer'],
        bundlers: ['webpack'],
        why: 'the door that users of webpack look for',
      },
      'responsive-loader': {
        imports: ['.'],
        bundlers: ['webpack'],
        why: 'the door for projects that come from responsive-loader',
      },
      'image-minimizer': {
        imports: ['.'],
        bundlers: ['webpack'],
        why: 'the door for projects that come from image-minimizer',
      },
    },
  },
}

/** Packages that only a unit with leave may name, types included: core and what hosts share stay free of them. */
export const BUNDLERS = [
  '@farmfe/core',
  '@rsbuild/core',
  '@rspack/core',
  'bun',
  'esbuild',
  'rolldown',
  'rollup',
  'unplugin',
  'vite',
  'webpack',
]

/** Crates whose files must not import each other in a circle. */
export const CRATES = [
  'native/binding',
  'native/engine',
  'native/quality-tables',
  'native/resampler',
  'native/webp-modes',
]

/** Modules of a crate from the bottom to the top: each may import those before it. */
export const CRATE_ORDER = {
  'native/engine': [
    // What everything stands on.
    ...['error', 'cancel', 'panic', 'counters', 'outcome', 'machine', 'allocate'],
    // Samples, and what is asked of them, as plain data.
    ...[
      'pixels',
      'asked',
      'fail_on',
      'srgb_curve',
      'lab',
      'entropy',
      'orientation',
      'picture',
      'composer',
      'colour',
      'gain_map',
      'metadata',
    ],
    // What comes in kinds, and what each kind must say.
    ...['kinds', 'resize', 'operations', 'quality', 'indexed', 'derived', 'formats'],
    // What is asked as a whole, and how it is done.
    ...['batch', 'cost', 'probe', 'fingerprint', 'steps', 'admission', 'run', 'photo_metadata', 'process_batch', 'lib'],
  ],
}
