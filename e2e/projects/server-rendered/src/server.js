import { page } from './page.js'

export default { html: page('Shop') }
