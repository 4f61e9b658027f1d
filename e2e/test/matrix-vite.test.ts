import { vitePageHosts } from '../support/hosts/vite-pages.js'
import { testMatrix } from '../support/matrix/test-host.js'

for (const host of vitePageHosts) testMatrix(host)
