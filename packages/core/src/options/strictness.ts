/** Whether mistakes stop the build. `compat` reads what vite-imagetools accepts as it does. */
export type Strictness = 'error' | 'warn' | 'compat'

export const STRICTNESSES: readonly Strictness[] = ['error', 'warn', 'compat']
