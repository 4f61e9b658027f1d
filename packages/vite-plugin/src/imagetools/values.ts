/** Values of the directive `fit`. */
export const fitValues = ['cover', 'contain', 'fill', 'inside', 'outside'] as const

export type FitValue = (typeof fitValues)[number]

/** Values of the directive `kernel`. */
export const kernelValues = ['nearest', 'cubic', 'mitchell', 'lanczos2', 'lanczos3'] as const

export type KernelValue = (typeof kernelValues)[number]

/** Values of the directive `position` that stand for it as a bare key too. */
export const positionShorthands = [
  'top',
  'right top',
  'right',
  'right bottom',
  'bottom',
  'left bottom',
  'left',
  'left top',
] as const

/** Values of the directive `position`. */
export const positionValues = [
  ...positionShorthands,
  'north',
  'northeast',
  'east',
  'southeast',
  'south',
  'southwest',
  'west',
  'northwest',
  'center',
  'centre',
  'entropy',
  'attention',
] as const

export type PositionValue = (typeof positionValues)[number]
