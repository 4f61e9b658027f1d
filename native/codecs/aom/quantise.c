// What libaom does to the coefficients of a block where a quantisation matrix weighs them. Its own takes one after the other in the
// order of the scan, a tenth of the time of a photograph of 10 bits; this takes them as they lie in memory, so that compilers make
// vectors of it. Every number is libaom's (av1_highbd_quantize_fp_facade): a test of the engine holds them against its formulas.

#include <stdint.h>

#if defined(__GNUC__)
#define INLINE static inline __attribute__((always_inline))
#else
#define INLINE static __forceinline
#endif

#define MATRIX_BITS 5

// What the DC has of its own, and all others have in common.
struct step {
  uint32_t rounding, reciprocal;
  int32_t size, least;
};

INLINE struct step step_of(int16_t rounding, int16_t reciprocal, int16_t size, int log_scale) {
  const struct step step = {
    .rounding = (uint32_t)((rounding + ((1 << log_scale) >> 1)) >> log_scale),
    .reciprocal = (uint32_t)reciprocal,
    .size = size,
    .least = size << (MATRIX_BITS - 1 - log_scale),
  };
  return step;
}

// Where the last of the scan is that is not 0, counted from 1; 0 without any. A coefficient has at most 21 bits, a weight 8.
INLINE int32_t quantise_run(
    const int32_t *__restrict coefficients, intptr_t count, struct step step, int log_scale, const uint8_t *__restrict weights,
    const uint8_t *__restrict inverse_weights, const int16_t *__restrict places, int32_t *__restrict levels, int32_t *__restrict values) {
  const int shift = 16 - log_scale + MATRIX_BITS;
  int32_t last = 0;
  for (intptr_t i = 0; i < count; i++) {
    const int32_t sign = coefficients[i] >> 31;
    const uint32_t magnitude = (uint32_t)((coefficients[i] ^ sign) - sign);
    const uint32_t weight = weights[i];
    const uint32_t rounded = (magnitude + step.rounding) * weight;
    const int32_t is_kept = -(int32_t)((int32_t)(magnitude * weight) >= step.least);
    const int32_t level = (int32_t)(((uint64_t)rounded * step.reciprocal) >> shift) & is_kept;
    const int32_t size = (step.size * inverse_weights[i] + (1 << (MATRIX_BITS - 1))) >> MATRIX_BITS;
    levels[i] = (level ^ sign) - sign;
    values[i] = (((level * size) >> log_scale) ^ sign) - sign;
    const int32_t place = (places[i] + 1) & -(int32_t)(level != 0);
    last = place > last ? place : last;
  }
  return last;
}

#define PARAMETERS                                                                                                              \
  const int32_t *coefficients, intptr_t count, const int16_t *roundings, const int16_t *reciprocals, const int16_t *sizes,      \
      int log_scale, const uint8_t *weights, const uint8_t *inverse_weights, const int16_t *places, int32_t *levels,            \
      int32_t *values
#define ARGUMENTS coefficients, count, roundings, reciprocals, sizes, log_scale, weights, inverse_weights, places, levels, values

INLINE uint16_t quantise_block(PARAMETERS) {
  const struct step dc = step_of(roundings[0], reciprocals[0], sizes[0], log_scale);
  const struct step ac = step_of(roundings[1], reciprocals[1], sizes[1], log_scale);
  // The whole as if it were AC keeps vectors aligned; the DC is the first of every scan, and put right behind it.
  int32_t last = quantise_run(coefficients, count, ac, log_scale, weights, inverse_weights, places, levels, values);
  const int32_t first = quantise_run(coefficients, 1, dc, log_scale, weights, inverse_weights, places, levels, values);
  return (uint16_t)(last > 1 ? last : first);
}

// `places` is where each coefficient comes in the scan. Returns how many of the scan are to be coded.
uint16_t lazy_image_quantise_fp(PARAMETERS);
uint16_t lazy_image_quantise_fp(PARAMETERS) { return quantise_block(ARGUMENTS); }

#if defined(__x86_64__) && defined(__GNUC__)
uint16_t lazy_image_quantise_fp_avx2(PARAMETERS);
__attribute__((target("avx2"))) uint16_t lazy_image_quantise_fp_avx2(PARAMETERS) { return quantise_block(ARGUMENTS); }
#endif
