/** A scheduler that starts one command several times and tells each run which one it is. */
export interface Scheduler {
  readonly name: string
  /** The environment's variable that holds the number of this run. */
  readonly index: string
  /** The variable that holds how many runs there are. */
  readonly total: string
  /** What the first run's number is. */
  readonly first: 0 | 1
  /** What to do where there is no total. */
  readonly advice: string
}

/**
 * What is known of schedulers, ours first; docs/scale.md cites where each says so. A new one is a line here.
 */
export const SCHEDULERS: readonly Scheduler[] = [
  {
    name: 'LAZY_IMAGE_SHARD_INDEX',
    index: 'LAZY_IMAGE_SHARD_INDEX',
    total: 'LAZY_IMAGE_SHARD_TOTAL',
    first: 0,
    advice: 'set it to the number of jobs, which is strategy.job-total in a matrix of GitHub Actions',
  },
  {
    name: 'a Kubernetes indexed job',
    index: 'JOB_COMPLETION_INDEX',
    total: 'LAZY_IMAGE_SHARD_TOTAL',
    first: 0,
    advice: 'Kubernetes does not tell it: set it to what spec.completions is',
  },
  {
    name: 'an array job of AWS Batch',
    index: 'AWS_BATCH_JOB_ARRAY_INDEX',
    total: 'AWS_BATCH_JOB_ARRAY_SIZE',
    first: 0,
    advice: 'set it to the size of the array',
  },
  {
    name: 'CircleCI',
    index: 'CIRCLE_NODE_INDEX',
    total: 'CIRCLE_NODE_TOTAL',
    first: 0,
    advice: 'set parallelism in the job',
  },
  {
    name: 'Buildkite',
    index: 'BUILDKITE_PARALLEL_JOB',
    total: 'BUILDKITE_PARALLEL_JOB_COUNT',
    first: 0,
    advice: 'set parallelism in the step',
  },
  { name: 'GitLab', index: 'CI_NODE_INDEX', total: 'CI_NODE_TOTAL', first: 1, advice: 'set parallel in the job' },
]
