# SPDX-License-Identifier: Apache-2.0
# Run by cmake --install. binary: the command; wanted: "<shell> <file>" each.
foreach(pair ${wanted})
  separate_arguments(pair)
  list(GET pair 0 shell)
  list(GET pair 1 file)
  execute_process(COMMAND ${binary} completion ${shell}
    OUTPUT_VARIABLE text ERROR_VARIABLE error RESULT_VARIABLE status)
  if(status EQUAL 0)
    set(file $ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}/${file})
    message(STATUS "Installing: ${file}")
    file(WRITE ${file} "${text}")
  else()
    message(WARNING "no completion for ${shell}: ${error}")
  endif()
endforeach()
