# Included by project() of libjpeg-turbo, which has no option for it: of all that it would build and install, libturbojpeg alone,
# and of that the decoder. The same sources again as libjpeg, and programs and tests on top of it, take half of the time; what
# encodes, which is jpegli's work, and the interface of turbojpeg.h a third of the rest.

if(CMAKE_VERSION VERSION_LESS 3.19)
  return()
endif()

function(install kind)
  if("${ARGV}" MATCHES "^TARGETS;turbojpeg-static;" OR "${ARGV}" MATCHES "^FILES;[^;]*/(turbojpeg|jpeglib|jerror|jmorecfg|jconfig)\\.h;")
    _install(${ARGV})
  endif()
endfunction()

function(build_decoder_alone)
  get_property(targets DIRECTORY PROPERTY BUILDSYSTEM_TARGETS)
  set(left_out "/(turbojpeg|transupp|rd[a-z]*|wr[a-z]*|jfdct[a-z]*|jc(api|arith|coef|color|dct|diff|huff|icc|init|lhuff|lossl|main|marker|master|param|phuff|prep|sample|trans)[a-z]*)\\.c$")
  foreach(target jpeg12-static jpeg16-static turbojpeg-static)
    get_target_property(sources ${target} SOURCES)
    list(FILTER sources EXCLUDE REGEX "${left_out}")
    list(FILTER sources EXCLUDE REGEX "TARGET_OBJECTS:turbojpeg1")
    set_property(TARGET ${target} PROPERTY SOURCES ${sources})
  endforeach()
  list(REMOVE_ITEM targets turbojpeg-static)
  set_target_properties(${targets} PROPERTIES EXCLUDE_FROM_ALL ON)
endfunction()
cmake_language(DEFER CALL build_decoder_alone)
