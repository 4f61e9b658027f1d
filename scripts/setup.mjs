// npm run setup: makes a clean clone usable.

import { setUp } from './setup/set-up.mjs'
import { main } from './setup/step.mjs'

await main(() => setUp())
