// What libaom does to the coefficients of a block where a quantisation matrix weighs them. Its own takes one after the other in the
// order of the scan, a tenth of the time of a photograph of 10 bits, and a seventh where no coefficient is searched; this takes them as
// they lie in memory, so that compilers make vectors of it. Every number is libaom's (av1_highbd_quantize_fp_facade,
// av1_highbd_quantize_b_facade): a test of the engine holds them against its formulas.

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define INLINE static inline __attribute__((always_inline))
#else
#define INLINE static __forceinline
#endif

#define MATRIX_BITS 5

// What the DC has of its own, and all others have in common.
struct step {
  uint32_t rounding, reciprocal, power;
  int32_t size, least;
};

INLINE int32_t scaled_down(int32_t value, int log_scale) { return (value + ((1 << log_scale) >> 1)) >> log_scale; }

// libaom's fp: one reciprocal, and what is below half of a step is dropped.
INLINE struct step fp_step(int16_t rounding, int16_t reciprocal, int16_t size, int log_scale) {
  const struct step step = {
    .rounding = (uint32_t)scaled_down(rounding, log_scale),
    .reciprocal = (uint32_t)reciprocal,
    .size = size,
    .least = size << (MATRIX_BITS - 1 - log_scale),
  };
  return step;
}

// libaom's b: the reciprocal is one and a fraction times a power of two, and what is dropped has a bound of its own.
INLINE struct step b_step(int16_t least, int16_t rounding, int16_t fraction, int16_t power, int16_t size, int log_scale) {
  const struct step step = {
    .rounding = (uint32_t)scaled_down(rounding, log_scale),
    .reciprocal = (uint32_t)((1 << 16) + fraction),
    .power = (uint32_t)power,
    .size = size,
    .least = scaled_down(least, log_scale) << MATRIX_BITS,
  };
  return step;
}

// Where the last of the scan is that is not 0, counted from 1; 0 without any. A coefficient has at most 21 bits, a weight 8.
INLINE int32_t quantise_run(
    const int32_t *__restrict coefficients, intptr_t count, struct step step, const int has_power, int log_scale,
    const uint8_t *__restrict weights, const uint8_t *__restrict inverse_weights, const int16_t *__restrict places,
    int32_t *__restrict levels, int32_t *__restrict values) {
  const int shift = 16 - log_scale + MATRIX_BITS;
  int32_t last = 0;
  for (intptr_t i = 0; i < count; i++) {
    const int32_t sign = coefficients[i] >> 31;
    const uint32_t magnitude = (uint32_t)((coefficients[i] ^ sign) - sign);
    const uint32_t weight = weights[i];
    const uint32_t rounded = (magnitude + step.rounding) * weight;
    const int32_t is_kept = -(int32_t)((int32_t)(magnitude * weight) >= step.least);
    uint64_t product = (uint64_t)rounded * step.reciprocal;
    if (has_power) product = (uint64_t)(uint32_t)(product >> 16) * step.power;
    const int32_t level = (int32_t)(product >> shift) & is_kept;
    const int32_t size = (step.size * inverse_weights[i] + (1 << (MATRIX_BITS - 1))) >> MATRIX_BITS;
    levels[i] = (level ^ sign) - sign;
    values[i] = (((level * size) >> log_scale) ^ sign) - sign;
    const int32_t place = (places[i] + 1) & -(int32_t)(level != 0);
    last = place > last ? place : last;
  }
  return last;
}

// The first of each pair is the DC's. Without powers, and least ones, it is libaom's fp, and with them its b. `places` is where each
// coefficient comes in the scan.
#define PARAMETERS                                                                                                              \
  const int32_t *coefficients, intptr_t count, const int16_t *least, const int16_t *roundings, const int16_t *reciprocals,      \
      const int16_t *powers, const int16_t *sizes, int log_scale, const uint8_t *weights, const uint8_t *inverse_weights,       \
      const int16_t *places, int32_t *levels, int32_t *values

#define RUN(length, step, has_power) \
  quantise_run(coefficients, length, step, has_power, log_scale, weights, inverse_weights, places, levels, values)
#define FP(at) fp_step(roundings[at], reciprocals[at], sizes[at], log_scale)
#define B(at) b_step(least[at], roundings[at], reciprocals[at], powers[at], sizes[at], log_scale)

INLINE uint16_t quantise_block(PARAMETERS) {
  // The whole as if it were AC keeps vectors aligned; the DC is the first of every scan, and put right behind it.
  const int32_t last = powers == NULL ? RUN(count, FP(1), 0) : RUN(count, B(1), 1);
  const int32_t first = powers == NULL ? RUN(1, FP(0), 0) : RUN(1, B(0), 1);
  return (uint16_t)(last > 1 ? last : first);
}

#define ARGUMENTS                                                                                                               \
  coefficients, count, least, roundings, reciprocals, powers, sizes, log_scale, weights, inverse_weights, places, levels, values

// Returns how many of the scan are to be coded.
uint16_t lazy_image_quantise(PARAMETERS);
uint16_t lazy_image_quantise(PARAMETERS) { return quantise_block(ARGUMENTS); }

#if defined(__x86_64__) && defined(__GNUC__)
uint16_t lazy_image_quantise_avx2(PARAMETERS);
__attribute__((target("avx2"))) uint16_t lazy_image_quantise_avx2(PARAMETERS) { return quantise_block(ARGUMENTS); }
#endif
