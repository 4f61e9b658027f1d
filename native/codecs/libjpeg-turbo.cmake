# Included by project() of libjpeg-turbo, which has no option for it: of all that it would build and install, libturbojpeg alone.
# The same sources again as libjpeg, and programs and tests on top of it, take half of the time.

if(CMAKE_VERSION VERSION_LESS 3.19)
  return()
endif()

function(install kind)
  if("${ARGV}" MATCHES "^TARGETS;turbojpeg-static;" OR "${ARGV}" MATCHES "^FILES;[^;]*/(turbojpeg|jpeglib|jerror|jmorecfg|jconfig)\\.h;")
    _install(${ARGV})
  endif()
endfunction()

function(build_turbojpeg_alone)
  get_property(targets DIRECTORY PROPERTY BUILDSYSTEM_TARGETS)
  list(REMOVE_ITEM targets turbojpeg-static)
  set_target_properties(${targets} PROPERTIES EXCLUDE_FROM_ALL ON)
endfunction()
cmake_language(DEFER CALL build_turbojpeg_alone)
