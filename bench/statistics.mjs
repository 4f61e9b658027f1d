/** The middle value; of an even number, the mean of the two in the middle. */
export function median(numbers) {
  if (numbers.length === 0) throw new Error('A median of nothing')
  const sorted = [...numbers].sort((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.floor((sorted.length - 1) / 2)]
  return (lower + upper) / 2
}

/** Each cost's median over several runs. */
export function medianCost(costs) {
  return {
    wallSeconds: median(costs.map(cost => cost.wallSeconds)),
    cpuSeconds: median(costs.map(cost => cost.cpuSeconds)),
    peakBytes: median(costs.map(cost => cost.peakBytes)),
  }
}

/** How far apart several runs of one thing lie, as a share of their median. */
export function spread(numbers) {
  return (Math.max(...numbers) - Math.min(...numbers)) / Math.abs(median(numbers))
}

export function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0)
}

/** Every other round in reverse, so that what the machine does meanwhile meets all alike. */
export function inTurn(contestants, round) {
  return round % 2 === 0 ? contestants : contestants.toReversed()
}
