# SPDX-License-Identifier: Apache-2.0
# cmake --install, and the packages that cpack makes of it: deb and tar.gz.
include(GNUInstallDirs)
if(NOT TARGET interlock)
  return()
endif()
install(TARGETS interlock RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

# The command itself writes its completions; elsewhere it cannot run.
if(NOT CMAKE_CROSSCOMPILING)
  set(INTERLOCK_COMPLETIONS
    "bash ${CMAKE_INSTALL_DATADIR}/bash-completion/completions/interlock"
    "zsh ${CMAKE_INSTALL_DATADIR}/zsh/site-functions/_interlock"
    "fish ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d/interlock.fish")
  install(CODE "
    set(binary [[$<TARGET_FILE:interlock>]])
    set(wanted [[${INTERLOCK_COMPLETIONS}]])")
  install(SCRIPT ${CMAKE_CURRENT_LIST_DIR}/install_completions.cmake)
endif()

file(GLOB manuals ${CMAKE_SOURCE_DIR}/docs/*.1)
install(FILES ${manuals} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)
foreach(text README.md CHANGELOG.md docs)
  if(IS_DIRECTORY ${CMAKE_SOURCE_DIR}/${text})
    install(DIRECTORY ${text}/ DESTINATION ${CMAKE_INSTALL_DOCDIR}
            FILES_MATCHING PATTERN *.md)
  elseif(EXISTS ${CMAKE_SOURCE_DIR}/${text})
    install(FILES ${text} DESTINATION ${CMAKE_INSTALL_DOCDIR})
  endif()
endforeach()

# The binary holds these libraries: their licences travel with it.
foreach(library libpg-query-dev libyaml-cpp-dev nlohmann-json3-dev libfmt-dev
                libtomlplusplus-dev)
  foreach(root ${PGQUERY_ROOT} "")
    set(licence ${root}/usr/share/doc/${library}/copyright)
    if(EXISTS ${licence})
      install(FILES ${licence} RENAME ${library}
              DESTINATION ${CMAKE_INSTALL_DOCDIR}/third-party)
      break()
    endif()
  endforeach()
endforeach()

set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_NAME interlock)
set(CPACK_PACKAGE_VENDOR interlock)
set(CPACK_PACKAGE_CONTACT "The interlock authors")
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_RESOURCE_FILE_LICENSE ${CMAKE_SOURCE_DIR}/LICENSE)
set(CPACK_STRIP_FILES ON)
set(CPACK_THREADS 0)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_HOMEPAGE ${PROJECT_HOMEPAGE_URL})
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
  "Static analysis for SQL migrations, CI workflows, release gates and
 vulnerability exceptions: one command that says what makes a release unsafe.")
find_program(INTERLOCK_SHLIBDEPS dpkg-shlibdeps)
if(INTERLOCK_SHLIBDEPS)
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
else()
  set(CPACK_DEBIAN_PACKAGE_DEPENDS libc6)
endif()
include(CPack)
