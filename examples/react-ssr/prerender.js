// Renders the page that is the same for everybody, once, behind the build; the template stays for all others.
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { render } from './dist/server/entry-server.js'

renameSync('dist/client/index.html', 'dist/server/template.html')
writeFileSync('dist/client/index.html', render('/', readFileSync('dist/server/template.html', 'utf8')))
