import { bunPages } from '../support/hosts/bun-pages.js'
import { testMatrix } from '../support/matrix/test-host.js'

testMatrix(bunPages)
