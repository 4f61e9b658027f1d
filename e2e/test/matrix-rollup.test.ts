import { rollupPages } from '../support/hosts/rollup-pages.js'
import { testMatrix } from '../support/matrix/test-host.js'

testMatrix(rollupPages)
