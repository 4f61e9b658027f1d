import { farmPages } from '../support/hosts/farm-pages.js'
import { testMatrix } from '../support/matrix/test-host.js'

testMatrix(farmPages)
