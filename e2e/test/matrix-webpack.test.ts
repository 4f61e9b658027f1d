import { webpackPages } from '../support/hosts/webpack-pages.js'
import { testMatrix } from '../support/matrix/test-host.js'

testMatrix(webpackPages)
