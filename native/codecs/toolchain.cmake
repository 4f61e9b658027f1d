# What the C codecs are not compiled for; .cargo/config.toml hands it to CMake. No byte that they write depends on it, but
# for what aom.cmake does to libaom's speed 6.
# -O2 would take a fifth off libaom's time, too, but AVIF takes 1 to 6 % longer to encode with it.

# libaom: scaling and conversion for its command line tools, which are not built.
set(CONFIG_LIBYUV 0 CACHE NUMBER "")

set(CMAKE_PROJECT_libjpeg-turbo_INCLUDE "${CMAKE_CURRENT_LIST_DIR}/libjpeg-turbo.cmake")
set(CMAKE_PROJECT_AOM_INCLUDE "${CMAKE_CURRENT_LIST_DIR}/aom.cmake")
set(CMAKE_PROJECT_LIBJXL_INCLUDE "${CMAKE_CURRENT_LIST_DIR}/libjxl.cmake")
