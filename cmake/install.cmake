# Where things go: the usual places under the prefix. `sanchan` finds the studies beside itself (../share/sanchan), so an
# installed tree may be moved.
install(TARGETS sanchan RUNTIME)
install(TARGETS sanchan_static sanchan_shared
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(FILES engine/sanchan.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/sanchan)
install(FILES engine/base/faults.def DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/sanchan/base)
install(DIRECTORY scenarios/ DESTINATION ${CMAKE_INSTALL_DATADIR}/sanchan/scenarios
  FILES_MATCHING PATTERN *.cfg PATTERN *.csv PATTERN *.md)
install(FILES LICENSE README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})

file(RELATIVE_PATH prefix_from_pc ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
configure_file(cmake/sanchan.pc.in ${CMAKE_BINARY_DIR}/generated/sanchan.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/generated/sanchan.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

# The manual and the completions are what the program says about itself.
set(described ${CMAKE_BINARY_DIR}/described)
set(described_files)
macro(describe what lang folder name)
  add_custom_command(OUTPUT ${described}/${what}.${lang}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${described}
    COMMAND sanchan describe ${what} --lang ${lang} > ${described}/${what}.${lang}
    DEPENDS sanchan VERBATIM)
  list(APPEND described_files ${described}/${what}.${lang})
  install(FILES ${described}/${what}.${lang} DESTINATION ${folder} RENAME ${name})
endmacro()
describe(man  en ${CMAKE_INSTALL_MANDIR}/man1 sanchan.1)
describe(man  zh ${CMAKE_INSTALL_MANDIR}/zh_CN/man1 sanchan.1)
describe(bash en ${CMAKE_INSTALL_DATADIR}/bash-completion/completions sanchan)
describe(zsh  en ${CMAKE_INSTALL_DATADIR}/zsh/site-functions _sanchan)
describe(fish en ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d sanchan.fish)
add_custom_target(described ALL DEPENDS ${described_files})
