// How finely a square of 64 pixels of a photograph is coded: the less happens in it, the finer, for there the eye sees more of what
// coding does. After the "variance boost" of SVT-AV1-PSY and of libaom 3.13 and later, of which the crate's libaom has none; how much,
// and by which of its blocks a square is judged, was measured anew (ARCHITECTURE.md).

#include <stdint.h>
#include <stdlib.h>

#include "av1/common/quant_common.h"
#include "av1/encoder/block.h"
#include "av1/encoder/encoder.h"

#define SIDE 8
#define BLOCKS 8
#define ONE 1024

// Of its blocks, from the smoothest on, the ones at these eighths have a say, the middle one twice.
#define SOONER 6
#define MIDDLE 7
#define LATER 8

// A step is smaller by this share for each halving of the variance (0.1575), from a variance of 2^11.5 on: in 1/1024 and 1/64.
#define STRENGTH 161
#define BUSY_FROM 736

// 64 times log2, with straight lines between the powers: the same on every machine.
static int32_t log2_of(uint32_t value) {
  int32_t whole = 0;
  while (value >> whole > 1) whole++;
  return 64 * whole + (int32_t)(((uint64_t)value << 6 >> whole) - 64);
}

// Of a pixel, as if it had 8 bits.
static uint32_t variance_of(const void *samples, intptr_t stride, int depth) {
  uint64_t sum = 0, squares = 0;
  for (int row = 0; row < SIDE; row++) {
    for (int column = 0; column < SIDE; column++) {
      const intptr_t at = row * stride + column;
      const uint32_t sample = depth > 8 ? ((const uint16_t *)samples)[at] : ((const uint8_t *)samples)[at];
      sum += sample;
      squares += sample * sample;
    }
  }
  const uint64_t pixels = SIDE * SIDE;
  return (uint32_t)((pixels * squares - sum * sum) / (pixels * pixels) >> (2 * (depth - 8)));
}

static int by_size(const void *one, const void *other) {
  const uint32_t a = *(const uint32_t *)one, b = *(const uint32_t *)other;
  return (a > b) - (a < b);
}

// How many times as large a step would show as little where all is busy, in 1/1024; samples are of 8 bits in a byte each, or of more in
// two, `stride` of them from one row to the next. What lies outside of the picture has no say.
int lazy_image_boost(const void *samples, intptr_t stride, int depth, int columns, int rows) {
  const int width = depth > 8 ? 2 : 1;
  uint32_t variances[BLOCKS * BLOCKS];
  int count = 0;
  for (int row = 0; row < BLOCKS && (row + 1) * SIDE <= rows; row++) {
    for (int column = 0; column < BLOCKS && (column + 1) * SIDE <= columns; column++) {
      const intptr_t at = (row * stride + column) * SIDE;
      variances[count++] = variance_of((const uint8_t *)samples + at * width, stride, depth);
    }
  }
  if (count == 0) return ONE;
  qsort(variances, count, sizeof(*variances), by_size);
#define AT(eighths) (uint64_t)variances[count * (eighths) > BLOCKS ? count * (eighths) / BLOCKS - 1 : 0]
  const uint32_t variance = (uint32_t)((AT(SOONER) + 2 * AT(MIDDLE) + AT(LATER) + 2) / 4);
  const int32_t below = BUSY_FROM - log2_of(variance > 0 ? variance : 1);
  return below > 0 ? ONE + STRENGTH * below / 64 : ONE;
}

// In place of what libaom's deltaq-mode 3 says of the square at a position in units of 4 pixels.
int lazy_image_boosted_qindex(const AV1_COMP *cpi, const MACROBLOCK *x, int mi_row, int mi_col) {
  const AV1_COMMON *const cm = &cpi->common;
  const struct buf_2d *const source = &x->plane[AOM_PLANE_Y].src;
  const int depth = is_cur_buf_hbd(&x->e_mbd) ? cm->seq_params->bit_depth : 8;
  const void *const samples = depth > 8 ? (const void *)CONVERT_TO_SHORTPTR(source->buf) : (const void *)source->buf;
  const int boost =
      lazy_image_boost(samples, source->stride, depth, cm->width - mi_col * MI_SIZE, cm->height - mi_row * MI_SIZE);

  const int base = cm->quant_params.base_qindex;
  const aom_bit_depth_t step_depth = cm->seq_params->bit_depth;
  const int least = av1_ac_quant_QTX(base, 0, step_depth) * ONE;
  int index = base;
  while (index > 1 && av1_ac_quant_QTX(index - 1, 0, step_depth) * boost >= least) index--;
  // The finer all is coded, the less of it is worth its bytes: libaom's own shares.
  return AOMMAX(base - ((base + 544) * (base - index) + 639) / 1279, 1);
}
