import { esbuildPages } from '../support/hosts/esbuild-pages.js'
import { testMatrix } from '../support/matrix/test-host.js'

testMatrix(esbuildPages)
