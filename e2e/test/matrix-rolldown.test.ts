import { rolldownPages } from '../support/hosts/rolldown-pages.js'
import { testMatrix } from '../support/matrix/test-host.js'

testMatrix(rolldownPages)
