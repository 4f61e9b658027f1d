// VP8Decimate, which chooses how to predict each macroblock, with the modes of 4×4 blocks tried two at a time. libwebp's own
// source of that part is included: what is not about those modes is done by it, and it defines for this object all that
// libwebp's object of it defines, so that a linker that has seen this one takes nothing from that.

#include <stdatomic.h>

#define VP8Decimate DecimateOneByOne
#include "src/enc/quant_enc.c"
#undef VP8Decimate

#include "try_modes.h"

// libwebp's cost of saying that a macroblock has modes for its 4×4 blocks.
#define COST_OF_INTRA4 211

static atomic_int is_wide;

void lazy_image_try_modes_wide(int wide);
void lazy_image_try_modes_wide(int wide) { atomic_store_explicit(&is_wide, wide, memory_order_relaxed); }

// The best of the tried modes of one block; its score goes to `best`.
static int PickMode(VP8EncIterator* const it, const Tried* const tried, const uint16_t* const mode_costs,
                    VP8ModeScore* const best) {
  const VP8SegmentInfo* const segment = &it->enc->dqm[it->mb->segment];
  int best_mode = -1;
  InitScore(best);
  for (int mode = 0; mode < NUM_BMODES; ++mode) {
    VP8ModeScore score;
    score.nz = (uint32_t)tried->is_coded[mode] << it->i4;
    score.D = tried->squares[mode];
    score.SD = segment->tlambda ? MULT_8B(segment->tlambda, tried->texture[mode]) : 0;
    score.H = mode_costs[mode];
    score.R = mode > 0 && tried->is_flat[mode] ? FLATNESS_PENALTY : 0;
    SetRDScore(segment->lambda_i4, &score);
    // What is worse before its levels are paid for stays so.
    if (best_mode >= 0 && score.score >= best->score) continue;
    score.R += VP8GetCostLuma4(it, tried->levels[mode]);
    SetRDScore(segment->lambda_i4, &score);
    if (best_mode < 0 || score.score < best->score) {
      CopyScore(best, &score);
      best_mode = mode;
    }
  }
  return best_mode;
}

// Modes for the 4×4 blocks of a macroblock, where they are better than the one for all of it that `rd` holds.
static void PickModes(VP8EncIterator* const it, VP8ModeScore* const rd) {
  const VP8Encoder* const encoder = it->enc;
  const VP8SegmentInfo* const segment = &encoder->dqm[it->mb->segment];
  uint8_t* const blocks = it->yuv_out2 + Y_OFF_ENC;
  int header_bits = 0;
  VP8ModeScore all;
  if (encoder->max_i4_header_bits == 0) return;
  InitScore(&all);
  all.H = COST_OF_INTRA4;
  SetRDScore(segment->lambda_mode, &all);
  VP8IteratorStartI4(it);
  do {
    const uint16_t* const mode_costs = GetCostModeI4(it, rd->modes_i4);
    uint8_t* const block = blocks + VP8Scan[it->i4];
    VP8ModeScore best;
    Tried tried;
    MakeIntra4Preds(it);
    TryModes(it->yuv_in + Y_OFF_ENC + VP8Scan[it->i4], it->yuv_p, &segment->y1, segment->tlambda != 0, &tried);
    const int mode = PickMode(it, &tried, mode_costs, &best);
    memcpy(all.y_ac_levels[it->i4], tried.levels[mode], sizeof(tried.levels[mode]));
    SetRDScore(segment->lambda_mode, &best);
    AddScore(&all, &best);
    header_bits += (int)best.H;
    if (all.score >= rd->score || header_bits > encoder->max_i4_header_bits) return;
    for (int row = 0; row < 4; ++row) memcpy(block + row * BPS, tried.pixels[mode] + row * 4, 4);
    rd->modes_i4[it->i4] = (uint8_t)mode;
    it->top_nz[it->i4 & 3] = it->left_nz[it->i4 >> 2] = best.nz != 0;
  } while (VP8IteratorRotateI4(it, blocks));
  CopyScore(rd, &all);
  VP8SetIntra4Mode(it, rd->modes_i4);
  SwapOut(it);
  memcpy(rd->y_ac_levels, all.y_ac_levels, sizeof(rd->y_ac_levels));
}

int VP8Decimate(VP8EncIterator* WEBP_RESTRICT const it, VP8ModeScore* WEBP_RESTRICT const rd, VP8RDLevel level) {
  const int tries_modes = level == RD_OPT_BASIC || level == RD_OPT_TRELLIS;
  if (!tries_modes || it->enc->method < 2 || !atomic_load_explicit(&is_wide, memory_order_relaxed)) {
    return DecimateOneByOne(it, rd, level);
  }
  InitScore(rd);
  VP8MakeLuma16Preds(it);
  VP8MakeChroma8Preds(it);
  it->do_trellis = 0;
  PickBestIntra16(it, rd);
  PickModes(it, rd);
  PickBestUV(it, rd);
  if (level == RD_OPT_TRELLIS) {
    it->do_trellis = 1;
    SimpleQuantize(it, rd);
  }
  const int is_skipped = rd->nz == 0;
  VP8SetSkip(it, is_skipped);
  return is_skipped;
}
