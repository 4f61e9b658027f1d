import type { Row } from '../row.js'

const ASKED = 'w=24&format=webp'

/** Templates of html-webpack-plugin and its likes, whose code runs during the build. */
export const TEMPLATES: readonly Row[] = [
  template(
    'template-url',
    "<%= require('./a.jpg?w=24') %>",
    here => `<img id="template-url" src="<%= require('${here}/template-url.jpg?${ASKED}') %>" alt="">`,
    'src',
    { core: `template-url.jpg?${ASKED}` },
  ),
  template(
    'template-srcset',
    "<%= require('./a.jpg?w=20;24&as=srcset') %>",
    here =>
      `<img id="template-srcset" srcset="<%= require('${here}/template-srcset.jpg?w=20;24&format=webp&as=srcset') %>" sizes="20px" alt="">`,
    'srcset',
    { core: 'template-srcset.jpg?w=20;24&format=webp&as=srcset' },
  ),
  template(
    'template-lqip',
    "<% const x = require('./a.jpg?w=24&as=img&placeholder=lqip') %>",
    here =>
      `<% const lqip = require('${here}/template-lqip.jpg?${ASKED}&as=img&placeholder=lqip') %><img id="template-lqip" src="<%= lqip.src %>" data-placeholder="<%= lqip.placeholder %>" alt="">`,
    'src',
    { core: `template-lqip.jpg?${ASKED}` },
  ),
  template(
    'template-inline',
    "<%= require('./a.jpg?w=24&inline') %>",
    here => `<img id="template-inline" src="<%= require('${here}/template-inline.jpg?${ASKED}&inline') %>" alt="">`,
    'src',
    { core: `template-inline.jpg?${ASKED}&inline` },
  ),
  template(
    'template-html',
    "<%= require('./a.jpg?w=24&as=html') %>",
    here => `<div id="template-html"><%= require('${here}/template-html.jpg?${ASKED}&as=html') %></div>`,
    'src',
    { core: `template-html.jpg?${ASKED}` },
    '#template-html img',
  ),
]

function template(
  name: string,
  shown: string,
  body: (here: string) => string,
  attribute: string,
  is: { core: string },
  element = `#${name}`,
): Row {
  return { name, shown, needs: ['template code'], body, looks: [{ element, attribute, is }] }
}
