import type { Row } from '../row.js'
import { ASKED, ruleRow, styleRow } from './styles.js'

/** Sass, Less, Stylus and PostCSS. */
export const PREPROCESSORS: readonly Row[] = [
  ruleRow('sass-url', 'url() in Sass', `background: { image: url("./sass-url.jpg?${ASKED}") }`, {
    extension: 'scss',
    needs: ['sass'],
  }),
  styleRow({
    name: 'sass-indented',
    shown: 'indented Sass',
    style: 'style.sass',
    files: { 'style.sass': `.sass-indented\n  background-image: url("./sass-indented.jpg?${ASKED}")\n` },
    needs: ['sass'],
  }),
  styleRow({
    name: 'sass-partial',
    shown: '@use of a partial',
    style: 'style.scss',
    files: {
      'style.scss': "@use 'rules';\n",
      '_rules.scss': `.sass-partial { background-image: url("./sass-partial.jpg?${ASKED}") }\n`,
    },
    needs: ['sass'],
  }),
  styleRow({
    name: 'sass-partial-elsewhere',
    shown: '@use of a partial in another folder, whose url() is relative to itself',
    style: 'style.scss',
    files: {
      'style.scss': "@use 'deep/rules';\n",
      'deep/_rules.scss': `.sass-partial-elsewhere { background-image: url("../sass-partial-elsewhere.jpg?${ASKED}") }\n`,
    },
    needs: ['sass'],
  }),
  styleRow({
    name: 'sass-interpolation',
    shown: 'url("./#{$name}.jpg?w=#{$width}")',
    style: 'style.scss',
    files: {
      'style.scss': `$name: 'sass-interpolation';\n$width: 24;\n.#{$name} { background-image: url("./#{$name}.jpg?w=#{$width}&format=webp") }\n`,
    },
    needs: ['sass'],
  }),
  styleRow({
    name: 'sass-mixin',
    shown: 'a mixin that writes the url()',
    style: 'style.scss',
    files: {
      'style.scss': `@mixin picture($file, $width) { background-image: url($file + '?w=' + $width + '&format=webp') }\n.sass-mixin { @include picture('./sass-mixin.jpg', 24) }\n`,
    },
    needs: ['sass'],
  }),
  ruleRow('less-url', 'url() in Less', `background-image: url("./less-url.jpg?${ASKED}")`, {
    extension: 'less',
    needs: ['less'],
  }),
  styleRow({
    name: 'less-import',
    shown: '@import in Less',
    style: 'style.less',
    files: {
      'style.less': "@import './rules.less';\n",
      'rules.less': `.less-import { background-image: url("./less-import.jpg?${ASKED}") }\n`,
    },
    needs: ['less'],
  }),
  styleRow({
    name: 'less-interpolation',
    shown: 'url("./@{name}.jpg?w=@{width}")',
    style: 'style.less',
    files: {
      'style.less':
        '@name: less-interpolation;\n@width: 24;\n.less-interpolation { background-image: url("./@{name}.jpg?w=@{width}&format=webp") }\n',
    },
    needs: ['less'],
  }),
  styleRow({
    name: 'stylus-url',
    shown: 'url() in Stylus',
    style: 'style.styl',
    files: { 'style.styl': `.stylus-url\n  background-image url("./stylus-url.jpg?${ASKED}")\n` },
    needs: ['stylus'],
  }),
  styleRow({
    name: 'stylus-import',
    shown: '@import in Stylus',
    style: 'style.styl',
    files: {
      'style.styl': "@import './rules.styl'\n",
      'rules.styl': `.stylus-import\n  background-image url("./stylus-import.jpg?${ASKED}")\n`,
    },
    needs: ['stylus'],
  }),
  ruleRow('postcss-plugin', 'a url() that a PostCSS plugin writes', '-picture: postcss-plugin', {
    extension: 'css',
    needs: ['postcss'],
  }),
]
