import { totalmem } from 'node:os'

/** Bytes this process may use: what its control group allows, else what the machine has. */
export function availableMemory(): number {
  const constrained = process.constrainedMemory()
  const machine = totalmem()
  return constrained > 0 && constrained < machine ? constrained : machine
}
