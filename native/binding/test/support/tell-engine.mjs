// Tells what engine a thread has.

import { parentPort } from 'node:worker_threads'
import { loadBinding } from '../../dist/index.js'

parentPort.postMessage(loadBinding().engineInfo())
