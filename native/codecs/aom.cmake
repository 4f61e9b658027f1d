# Included by project() of libaom, before it has named its sources.

if(CMAKE_VERSION VERSION_LESS 3.19)
  message(FATAL_ERROR "libaom is built by CMake 3.19 or newer, and this is ${CMAKE_VERSION}")
endif()
include("${CMAKE_CURRENT_LIST_DIR}/aom/replace.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/aom/quantise.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/aom/boost.cmake")

# Speed 6 goes without much that speed 5 has. Some of that costs little and spares bytes, and libaom has no option for it: the
# quality tables of our default effort were measured with it (ARCHITECTURE.md has what each is worth). It is bound to a pair of
# options that only that effort gives a photograph, so that everything else is as libaom means it.
function(refine_speed_six)
  set(refined "speed == 6 && cpi->oxcf.part_cfg.enable_rect_partitions && !cpi->oxcf.intra_mode_cfg.enable_filter_intra")
  read_source("av1/encoder/speed_features.c" text)
  replace_once(text
    "    sf->part_sf.use_square_partition_only_threshold = BLOCK_16X16;\n  }\n"
    "    sf->part_sf.use_square_partition_only_threshold = BLOCK_16X16;
    if (${refined}) {
      sf->part_sf.use_square_partition_only_threshold = BLOCK_32X32;
    }
  }\n")
  replace_once(text
    "    sf->winner_mode_sf.dc_blk_pred_level = 1;\n  }\n  // The following should make all-intra mode speed 7"
    "    sf->winner_mode_sf.dc_blk_pred_level = 1;
    if (${refined}) {
      sf->part_sf.default_max_partition_size = BLOCK_64X64;
      sf->intra_sf.intra_pruning_with_hog = 3;
      sf->intra_sf.prune_smooth_intra_mode_for_chroma = 0;
      sf->winner_mode_sf.prune_winner_mode_eval_level = 0;
    }
  }
  // The following should make all-intra mode speed 7")
  # By this name the engine asks for it: with another build of this libaom it does not link.
  string(APPEND text "\nextern const int lazy_image_refined_speed_six;\nconst int lazy_image_refined_speed_six = 1;\n")
  write_source("av1/encoder/speed_features.c" aom_av1_encoder "${text}")
endfunction()

# What a still picture seldom or never runs through is optimised little, which takes a sixth off the time. C that has a twin in
# SIMD on every x86-64 and every ARM of 64 bits, and what only a film's frames need.
function(optimise_little)
  set(cold
    "/aom_dsp/(sad|sad_av1|blend_a64_mask|noise_model|noise_util|grain_.*)\\.c$"
    "/aom_dsp/x86/(masked|obmc|jnt|warp|highbd_convolve|highbd_masked|highbd_obmc)_?[a-z0-9_]*\\.c$"
    "/aom_dsp/flow_estimation/"
    "/third_party/fastfeat/"
    "/av1/common/(convolve|warped_motion|mvref_common|obmc|scale|resize|restoration|cdef_block|av1_inv_txfm2d|av1_inv_txfm1d)\\.c$"
    "/av1/common/x86/(warp_plane|highbd_warp|jnt_convolve|highbd_jnt|convolve|highbd_convolve|reconinter)[a-z0-9_]*\\.c$"
    "/av1/decoder/grain_synthesis\\.c$"
    "/av1/encoder/x86/(temporal_filter|highbd_temporal|wedge_utils|reconinter_enc)[a-z0-9_]*\\.c$"
    "/av1/encoder/(compound_type|encode_strategy|ethread|firstpass|global_motion|global_motion_facade|gop_structure|hash_motion|interp_search|level|mcomp|motion_search_facade|mv_prec|nonrd_pickmode|pass2_strategy|ratectrl|reconinter_enc|superres_scale|svc_layercontext|temporal_filter|tpl_model|var_based_part|wedge_utils)\\.c$")
  get_property(targets DIRECTORY PROPERTY BUILDSYSTEM_TARGETS)
  foreach(target IN LISTS targets)
    get_target_property(sources ${target} SOURCES)
    foreach(pattern IN LISTS cold)
      set(found ${sources})
      list(FILTER found INCLUDE REGEX "${pattern}")
      if(found)
        set_property(SOURCE ${found} APPEND_STRING PROPERTY COMPILE_FLAGS " -O1")
      endif()
    endforeach()
  endforeach()
endfunction()

cmake_language(DEFER CALL refine_speed_six)
if(NOT MSVC)
  cmake_language(DEFER CALL optimise_little)
endif()
