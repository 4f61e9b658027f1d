# What makes photographs smaller at equal looks in later releases of libaom, for the one that the crate brings along. None of it applies
# to a picture without the options of our photographs.

set(LAZY_IMAGE_BOOST "${CMAKE_CURRENT_LIST_DIR}/boost.c")

# deltaq-mode 3 looks for what pays by encoding all of the picture first, in a way that was measured to do harm.
function(boost_smooth_squares)
  read_source("av1/encoder/encodeframe.c" text)
  replace_once(text
    "    current_qindex = av1_get_sbq_perceptual_ai(cpi, sb_size, mi_row, mi_col);\n"
    "    extern int lazy_image_boosted_qindex(const AV1_COMP *, const MACROBLOCK *, int, int);
    current_qindex = lazy_image_boosted_qindex(cpi, x, mi_row, mi_col);\n")
  write_source("av1/encoder/encodeframe.c" aom_av1_encoder "${text}")

  read_source("av1/encoder/encoder.c" text)
  replace_once(text
    "    av1_init_mb_wiener_var_buffer(cpi);\n    av1_set_mb_wiener_variance(cpi);\n"
    "")
  write_source("av1/encoder/encoder.c" aom_av1_encoder "${text}")

  # Fewer, larger transforms: with the boost that is worth more bytes than without.
  read_source("av1/encoder/encodeframe_utils.c" text)
  replace_once(text
    "  geom_mean_of_scale = pow(geom_mean_of_scale, (1.0 / num_of_mi));\n"
    "  geom_mean_of_scale = pow(geom_mean_of_scale, (1.0 / num_of_mi));
  if (cpi->oxcf.q_cfg.deltaq_mode == DELTA_Q_PERCEPTUAL_AI) geom_mean_of_scale *= 1.3125;\n")
  write_source("av1/encoder/encodeframe_utils.c" aom_av1_encoder "${text}")
  target_sources(aom_av1_encoder PRIVATE "${LAZY_IMAGE_BOOST}")
endfunction()

# Chroma in full resolution can do with a coarser step, but for its means.
function(coarsen_full_chroma)
  read_source("av1/encoder/av1_quantize.c" text)
  replace_once(text
    "    quant_params->u_dc_delta_q = 2;
    quant_params->u_ac_delta_q = 2;
    quant_params->v_dc_delta_q = 2;
    quant_params->v_ac_delta_q = 2;\n"
    "    const int is_full = !cm->seq_params->subsampling_x && !cm->seq_params->subsampling_y;
    quant_params->u_dc_delta_q = quant_params->v_dc_delta_q = is_full ? 0 : 2;
    quant_params->u_ac_delta_q = quant_params->v_ac_delta_q = is_full ? AOMMIN(quant_params->base_qindex / 2, 24) : 2;\n")
  write_source("av1/encoder/av1_quantize.c" aom_av1_encoder "${text}")
endfunction()

cmake_language(DEFER CALL boost_smooth_squares)
cmake_language(DEFER CALL coarsen_full_chroma)
