# Compiles a file of libaom with another text. Where a release does not have that text, the build stops: then what is done to it is to
# be looked at again.

function(read_source path variable)
  file(READ "${AOM_ROOT}/${path}" text)
  set(${variable} "${text}" PARENT_SCOPE)
endfunction()

function(replace_once variable old new)
  string(FIND "${${variable}}" "${old}" first)
  string(FIND "${${variable}}" "${old}" last REVERSE)
  if(first EQUAL -1 OR NOT first EQUAL last)
    message(FATAL_ERROR "this libaom does not have once what native/codecs replaces:\n${old}")
  endif()
  string(REPLACE "${old}" "${new}" replaced "${${variable}}")
  set(${variable} "${replaced}" PARENT_SCOPE)
endfunction()

function(write_source path target text)
  set(ours "${CMAKE_CURRENT_BINARY_DIR}/lazy-image/${path}")
  file(WRITE "${ours}" "${text}")
  get_target_property(sources ${target} SOURCES)
  list(TRANSFORM sources REPLACE "^.*/${path}$" "${ours}")
  set_target_properties(${target} PROPERTIES SOURCES "${sources}")
endfunction()
