// An entry for tools: what a project's files ask for, without a bundler.
export { optionsOf } from './own-options.js'
export { folderGlob } from './project/expand-pattern.js'
export {
  findProjectRequests,
  type ProjectRequest,
  type ProjectRequests,
  type ProjectSurroundings,
  type UnknownRequest,
  type WrittenPlace,
} from './project/project-requests.js'
