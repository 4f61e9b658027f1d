/** What stands in for a module whose image could not be had, where that is told elsewhere. */
export const FAILED_MODULE = 'export default undefined;\n'
