import { webpackPageHosts } from '../support/hosts/webpack-pages.js'
import { testMatrix } from '../support/matrix/test-host.js'

for (const host of webpackPageHosts) testMatrix(host)
