# Included by project() of libjxl, of which jpegli's encoder alone is built: no decoder, which is libjpeg-turbo's work, and of the
# kinds of processors those with AVX2 and all others.

if(CMAKE_VERSION VERSION_LESS 3.19)
  return()
endif()

string(APPEND CMAKE_CXX_FLAGS
  " \"-DHWY_DISABLED_TARGETS=(HWY_SSSE3|HWY_SSE4|HWY_AVX3|HWY_AVX3_DL|HWY_AVX3_ZEN4|HWY_AVX3_SPR)\"")

function(build_encoder_alone)
  leave_out(jpegli-static "(color_quantize|decode.*|idct|render|source_manager|upsample)\\.(cc|h)$")
  leave_out(hwy "(nanobenchmark|per_target|print|timer)\\.cc$")
endfunction()

function(leave_out target pattern)
  get_target_property(sources ${target} SOURCES)
  list(FILTER sources EXCLUDE REGEX "${pattern}")
  set_property(TARGET ${target} PROPERTY SOURCES ${sources})
endfunction()
cmake_language(DEFER CALL build_encoder_alone)
