import { rsbuildPages } from '../support/hosts/rsbuild-pages.js'
import { rspackPages } from '../support/hosts/rspack-pages.js'
import { testMatrix } from '../support/matrix/test-host.js'

for (const host of [rspackPages, rsbuildPages]) testMatrix(host)
