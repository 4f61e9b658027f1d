# Included by project() of libaom, the crate's own and the one that scripts/codecs builds: quantise.c in place of what libaom has.
# It spares time and changes no byte.

if(CMAKE_VERSION VERSION_LESS 3.19)
  return()
endif()

include("${CMAKE_CURRENT_LIST_DIR}/replace.cmake")
set(LAZY_IMAGE_QUANTISE "${CMAKE_CURRENT_LIST_DIR}/quantise.c")

# A call of it in place of libaom's, of which the parameters are given that the two facades do not have in common.
function(quantise_by variable least roundings reciprocals powers)
  set(${variable} "    typedef uint16_t quantise_block(
        const int32_t *, intptr_t, const int16_t *, const int16_t *, const int16_t *, const int16_t *, const int16_t *,
        int, const uint8_t *, const uint8_t *, const int16_t *, int32_t *, int32_t *);
    extern quantise_block lazy_image_quantise;
    quantise_block *quantise = lazy_image_quantise;
#if HAVE_AVX2 && defined(__x86_64__) && defined(__GNUC__)
    // What libaom has found out of the processor.
    extern quantise_block lazy_image_quantise_avx2;
    if (av1_highbd_quantize_fp == av1_highbd_quantize_fp_avx2) quantise = lazy_image_quantise_avx2;
#endif
    *eob_ptr = quantise(
        coeff_ptr, n_coeffs, ${least}, ${roundings}, ${reciprocals}, ${powers}, p->dequant_QTX,
        qparam->log_scale, qm_ptr, iqm_ptr, sc->iscan, qcoeff_ptr, dqcoeff_ptr);
" PARENT_SCOPE)
endfunction()

function(quantise_as_it_lies)
  quantise_by(fp NULL p->round_fp_QTX p->quant_fp_QTX NULL)
  quantise_by(b p->zbin_QTX p->round_QTX p->quant_QTX p->quant_shift_QTX)
  read_source("av1/encoder/av1_quantize.c" text)
  replace_once(text
    "    highbd_quantize_fp_helper_c(
        coeff_ptr, n_coeffs, p->zbin_QTX, p->round_fp_QTX, p->quant_fp_QTX,
        p->quant_shift_QTX, qcoeff_ptr, dqcoeff_ptr, p->dequant_QTX, eob_ptr,
        sc->scan, sc->iscan, qm_ptr, iqm_ptr, qparam->log_scale);
"
    "${fp}")
  replace_once(text
    "    aom_highbd_quantize_b_helper_c(
        coeff_ptr, n_coeffs, p->zbin_QTX, p->round_QTX, p->quant_QTX,
        p->quant_shift_QTX, qcoeff_ptr, dqcoeff_ptr, p->dequant_QTX, eob_ptr,
        sc->scan, sc->iscan, qm_ptr, iqm_ptr, qparam->log_scale);
"
    "${b}")
  write_source("av1/encoder/av1_quantize.c" aom_av1_encoder "${text}")
  target_sources(aom_av1_encoder PRIVATE "${LAZY_IMAGE_QUANTISE}")
endfunction()
cmake_language(DEFER CALL quantise_as_it_lies)
