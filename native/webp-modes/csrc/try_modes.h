// Ten predictions of a block of 4×4 pixels, each transformed, quantised, put back together and compared with the source: what
// libwebp's FTransform, QuantizeBlock, ITransform, SSE4x4 and TDisto4x4 come to, for two predictions at a time, one in each
// half of a register. All of it are whole numbers of 16 and 32 bits, and so the same to the last bit.

#include <immintrin.h>

#define WIDE static inline __attribute__((always_inline, target("avx2")))

// What became of each prediction.
typedef struct {
  int16_t levels[NUM_BMODES][16] __attribute__((aligned(32)));  // in zigzag order
  uint8_t pixels[NUM_BMODES][16] __attribute__((aligned(32)));  // row by row
  int squares[NUM_BMODES];                                      // sum of squared differences from the source
  int texture[NUM_BMODES];                                      // difference of the weighted spectra, where asked for
  uint8_t is_coded[NUM_BMODES];                                 // whether a level is not zero
  uint8_t is_flat[NUM_BMODES];                                  // whether few are, beside the first
} Tried;

WIDE __m256i in_both_halves(const void* sixteen_bytes) {
  return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i*)sixteen_bytes));
}

WIDE __m256i swap_quarters(__m256i halves) { return _mm256_shuffle_epi32(halves, _MM_SHUFFLE(1, 0, 3, 2)); }

// Four rows of two blocks that lie beside each other, as 16-bit numbers: rows 0 and 1, then 2 and 3.
WIDE void load_two_blocks(const uint8_t* at, __m256i* rows01, __m256i* rows23) {
  const __m128i row0 = _mm_loadl_epi64((const __m128i*)(at + 0 * BPS)), row1 = _mm_loadl_epi64((const __m128i*)(at + 1 * BPS));
  const __m128i row2 = _mm_loadl_epi64((const __m128i*)(at + 2 * BPS)), row3 = _mm_loadl_epi64((const __m128i*)(at + 3 * BPS));
  *rows01 = _mm256_cvtepu8_epi16(_mm_unpacklo_epi32(row0, row1));
  *rows23 = _mm256_cvtepu8_epi16(_mm_unpacklo_epi32(row2, row3));
}

// Sums of the four 32-bit numbers of each half.
WIDE void add_up(__m256i numbers, int sums[2]) {
  numbers = _mm256_add_epi32(numbers, swap_quarters(numbers));
  numbers = _mm256_add_epi32(numbers, _mm256_shuffle_epi32(numbers, _MM_SHUFFLE(2, 3, 0, 1)));
  sums[0] = _mm256_cvtsi256_si32(numbers);
  sums[1] = _mm_cvtsi128_si32(_mm256_extracti128_si256(numbers, 1));
}

// Rows 0 and 1 beside rows 3 and 2 to columns 0 and 1 beside columns 2 and 3.
WIDE void transpose(__m256i rows01, __m256i rows32, __m256i* columns01, __m256i* columns23) {
  const __m256i rows23 = swap_quarters(rows32);
  const __m256i even = _mm256_unpacklo_epi16(rows01, rows23), odd = _mm256_unpackhi_epi16(rows01, rows23);
  *columns01 = _mm256_unpacklo_epi16(even, odd);
  *columns23 = _mm256_unpackhi_epi16(even, odd);
}

// One direction of the Hadamard transform: rows 0 and 1, then 3 and 2.
WIDE void hadamard(__m256i rows01, __m256i rows23, __m256i* out01, __m256i* out32) {
  const __m256i sums = _mm256_add_epi16(rows01, rows23), differences = _mm256_sub_epi16(rows01, rows23);
  const __m256i first = _mm256_unpacklo_epi64(sums, differences), second = _mm256_unpackhi_epi64(sums, differences);
  *out01 = _mm256_add_epi16(first, second);
  *out32 = _mm256_sub_epi16(first, second);
}

// The weighted spectrum, in four parts a half.
WIDE __m256i spectrum(__m256i rows01, __m256i rows23) {
  const __m256i weights01 = in_both_halves(kWeightY), weights32 = swap_quarters(in_both_halves(kWeightY + 8));
  __m256i out01, out32;
  hadamard(rows01, rows23, &out01, &out32);
  transpose(out01, out32, &rows01, &rows23);
  hadamard(rows01, rows23, &out01, &out32);
  return _mm256_add_epi32(_mm256_madd_epi16(_mm256_abs_epi16(out01), weights01),
                          _mm256_madd_epi16(_mm256_abs_epi16(out32), weights32));
}

// Pairs of 16-bit numbers, for a multiplication that adds each two products.
WIDE __m256i pairs_of(int first, int second) {
  return _mm256_set1_epi32((int)(((uint32_t)second << 16) | (uint16_t)first));
}

// The transform of a difference: coefficients 0 to 7, then 8 to 15.
WIDE void transform(__m256i rows01, __m256i rows23, __m256i* low, __m256i* high) {
  __m256i v01, v32;
  {
    const __m256i a = _mm256_shuffle_epi32(rows01, _MM_SHUFFLE(3, 1, 2, 0));
    const __m256i b = _mm256_shuffle_epi32(rows23, _MM_SHUFFLE(3, 1, 2, 0));
    const __m256i c = _mm256_shufflehi_epi16(a, _MM_SHUFFLE(2, 3, 0, 1));
    const __m256i d = _mm256_shufflehi_epi16(b, _MM_SHUFFLE(2, 3, 0, 1));
    const __m256i left = _mm256_unpacklo_epi64(c, d), right = _mm256_unpackhi_epi64(c, d);
    const __m256i sums = _mm256_add_epi16(left, right), differences = _mm256_sub_epi16(left, right);
    const __m256i t0 = _mm256_madd_epi16(sums, pairs_of(8, 8)), t2 = _mm256_madd_epi16(sums, pairs_of(8, -8));
    const __m256i p1 = _mm256_madd_epi16(differences, pairs_of(5352, 2217));
    const __m256i p3 = _mm256_madd_epi16(differences, pairs_of(2217, -5352));
    const __m256i t1 = _mm256_srai_epi32(_mm256_add_epi32(p1, _mm256_set1_epi32(1812)), 9);
    const __m256i t3 = _mm256_srai_epi32(_mm256_add_epi32(p3, _mm256_set1_epi32(937)), 9);
    const __m256i t02 = _mm256_packs_epi32(t0, t2), t13 = _mm256_packs_epi32(t1, t3);
    const __m256i first = _mm256_unpacklo_epi16(t02, t13), second = _mm256_unpackhi_epi16(t02, t13);
    v01 = _mm256_unpacklo_epi32(first, second);
    v32 = swap_quarters(_mm256_unpackhi_epi32(first, second));
  }
  const __m256i zero = _mm256_setzero_si256();
  const __m256i sums = _mm256_add_epi16(v01, v32), differences = _mm256_sub_epi16(v01, v32);
  const __m256i inner = _mm256_unpackhi_epi64(sums, sums);
  const __m256i outer = _mm256_add_epi16(sums, _mm256_set1_epi16(7));
  const __m256i pairs = _mm256_unpacklo_epi16(_mm256_unpackhi_epi64(differences, differences), differences);
  // Plus one in the 16 bits that stay, less one again where the outer difference is zero.
  const __m256i e1 = _mm256_add_epi32(_mm256_madd_epi16(pairs, pairs_of(2217, 5352)), _mm256_set1_epi32(12000 + (1 << 16)));
  const __m256i e3 = _mm256_add_epi32(_mm256_madd_epi16(pairs, pairs_of(-5352, 2217)), _mm256_set1_epi32(51000));
  const __m256i e13 = _mm256_packs_epi32(_mm256_srai_epi32(e1, 16), _mm256_srai_epi32(e3, 16));
  const __m256i is_zero = _mm256_blend_epi32(_mm256_cmpeq_epi16(differences, zero), zero, 0xCC);
  const __m256i out13 = _mm256_add_epi16(e13, is_zero);
  const __m256i out0 = _mm256_srai_epi16(_mm256_add_epi16(outer, inner), 4);
  const __m256i out2 = _mm256_srai_epi16(_mm256_sub_epi16(outer, inner), 4);
  *low = _mm256_unpacklo_epi64(out0, out13);
  *high = _mm256_blend_epi32(out2, out13, 0xCC);
}

// Levels of eight coefficients in each half.
WIDE __m256i quantise(__m256i coefficients, const VP8Matrix* matrix, int from) {
  const __m256i reciprocals = in_both_halves(matrix->iq + from);
  const __m256i size = _mm256_add_epi16(_mm256_abs_epi16(coefficients), in_both_halves(matrix->sharpen + from));
  const __m256i upper = _mm256_mulhi_epu16(size, reciprocals), lower = _mm256_mullo_epi16(size, reciprocals);
  const __m256i first = _mm256_add_epi32(_mm256_unpacklo_epi16(lower, upper), in_both_halves(matrix->bias + from));
  const __m256i second = _mm256_add_epi32(_mm256_unpackhi_epi16(lower, upper), in_both_halves(matrix->bias + from + 4));
  const __m256i levels = _mm256_packs_epi32(_mm256_srai_epi32(first, QFIX), _mm256_srai_epi32(second, QFIX));
  return _mm256_sign_epi16(_mm256_min_epi16(levels, _mm256_set1_epi16(MAX_LEVEL)), coefficients);
}

// Puts 16-bit numbers where the zigzag has them; 0x80 leaves a place empty.
#define AT(n) 2 * (n), 2 * (n) + 1
#define NO 0x80, 0x80
static const uint8_t kLowToLow[16] = {AT(0), AT(1), AT(4), NO, AT(5), AT(2), AT(3), AT(6)};
static const uint8_t kHighToLow[16] = {NO, NO, NO, AT(0), NO, NO, NO, NO};
static const uint8_t kHighToHigh[16] = {AT(1), AT(4), AT(5), AT(2), NO, AT(3), AT(6), AT(7)};
static const uint8_t kLowToHigh[16] = {NO, NO, NO, NO, AT(7), NO, NO, NO};
#undef AT
#undef NO

WIDE __m256i arrange(__m256i one, const uint8_t* places_of_one, __m256i other, const uint8_t* places_of_other) {
  return _mm256_or_si256(_mm256_shuffle_epi8(one, in_both_halves(places_of_one)),
                         _mm256_shuffle_epi8(other, in_both_halves(places_of_other)));
}

WIDE void keep_levels(__m256i low, __m256i high, int mode, Tried* tried) {
  const __m256i first = arrange(low, kLowToLow, high, kHighToLow), second = arrange(high, kHighToHigh, low, kLowToHigh);
  const __m256i zeros = _mm256_cmpeq_epi8(_mm256_packs_epi16(first, second), _mm256_setzero_si256());
  const uint32_t coded = ~(uint32_t)_mm256_movemask_epi8(zeros);
  _mm256_store_si256((__m256i*)tried->levels[mode], _mm256_permute2x128_si256(first, second, 0x20));
  _mm256_store_si256((__m256i*)tried->levels[mode + 1], _mm256_permute2x128_si256(first, second, 0x31));
  for (int half = 0; half < 2; ++half) {
    const uint32_t coded_here = coded >> (16 * half) & 0xFFFF;
    tried->is_coded[mode + half] = coded_here != 0;
    tried->is_flat[mode + half] = __builtin_popcount(coded_here >> 1) <= FLATNESS_LIMIT_I4;
  }
}

// One direction of the inverse transform: rows 0 and 1, then 3 and 2. The factors are √2 cos π/8 and √2 sin π/8 in 1/65536,
// each less one, so that they have a place in 16 bits.
WIDE void inverse(__m256i rows01, __m256i rows23, __m256i* out01, __m256i* out32) {
  const __m256i factors = _mm256_set_epi64x(0x8A8C8A8C8A8C8A8C, 0x4E7B4E7B4E7B4E7B, 0x8A8C8A8C8A8C8A8C, 0x4E7B4E7B4E7B4E7B);
  const __m256i signs = _mm256_set_epi64x(-1, 0x0001000100010001, -1, 0x0001000100010001);
  const __m256i row1 = _mm256_unpackhi_epi64(rows01, rows01), row3 = _mm256_unpackhi_epi64(rows23, rows23);
  const __m256i sums = _mm256_add_epi16(rows01, rows23), differences = _mm256_sub_epi16(rows01, rows23);
  const __m256i by1 = _mm256_mulhi_epi16(row1, factors), by3 = _mm256_mulhi_epi16(row3, swap_quarters(factors));
  const __m256i even = _mm256_unpacklo_epi64(sums, differences);
  const __m256i odd = _mm256_add_epi16(_mm256_unpackhi_epi64(sums, differences),
                                       _mm256_add_epi16(by1, _mm256_sign_epi16(by3, signs)));
  *out01 = _mm256_add_epi16(even, odd);
  *out32 = _mm256_sub_epi16(even, odd);
}

// The difference that coefficients stand for.
WIDE void transform_back(__m256i low, __m256i high, __m256i* rows01, __m256i* rows23) {
  const __m256i half = _mm256_set_epi64x(0, 0x0004000400040004, 0, 0x0004000400040004);
  __m256i out01, out32;
  inverse(low, high, &out01, &out32);
  transpose(out01, out32, &low, &high);
  inverse(_mm256_add_epi16(low, half), high, &out01, &out32);
  transpose(_mm256_srai_epi16(out01, 3), _mm256_srai_epi16(out32, 3), rows01, rows23);
}

static __attribute__((target("avx2"))) void TryModes(const uint8_t* source, const uint8_t* predictions,
                                                     const VP8Matrix* matrix, int with_texture, Tried* tried) {
  const __m256i zero = _mm256_setzero_si256();
  __m256i source01, source23;
  load_two_blocks(source, &source01, &source23);
  // The left block alone, in both halves.
  source01 = _mm256_permute2x128_si256(source01, source01, 0);
  source23 = _mm256_permute2x128_si256(source23, source23, 0);
  const __m256i of_source = with_texture ? spectrum(source01, source23) : zero;
  // Predictions of neighbouring modes lie beside each other.
  for (int mode = 0; mode < NUM_BMODES; mode += 2) {
    __m256i predicted01, predicted23, low, high, rows01, rows23;
    load_two_blocks(predictions + VP8I4ModeOffsets[mode], &predicted01, &predicted23);
    transform(_mm256_sub_epi16(source01, predicted01), _mm256_sub_epi16(source23, predicted23), &low, &high);
    low = quantise(low, matrix, 0);
    high = quantise(high, matrix, 8);
    keep_levels(low, high, mode, tried);
    low = _mm256_mullo_epi16(low, in_both_halves(matrix->q));
    high = _mm256_mullo_epi16(high, in_both_halves(matrix->q + 8));
    transform_back(low, high, &rows01, &rows23);
    rows01 = _mm256_add_epi16(rows01, predicted01);
    rows23 = _mm256_add_epi16(rows23, predicted23);
    const __m256i pixels = _mm256_packus_epi16(rows01, rows23);
    _mm256_store_si256((__m256i*)tried->pixels[mode], pixels);
    rows01 = _mm256_unpacklo_epi8(pixels, zero);
    rows23 = _mm256_unpackhi_epi8(pixels, zero);
    const __m256i off01 = _mm256_sub_epi16(rows01, source01), off23 = _mm256_sub_epi16(rows23, source23);
    add_up(_mm256_add_epi32(_mm256_madd_epi16(off01, off01), _mm256_madd_epi16(off23, off23)), tried->squares + mode);
    if (with_texture) {
      int differences[2];
      add_up(_mm256_sub_epi32(of_source, spectrum(rows01, rows23)), differences);
      tried->texture[mode] = abs(differences[0]) >> 5;
      tried->texture[mode + 1] = abs(differences[1]) >> 5;
    }
  }
}
