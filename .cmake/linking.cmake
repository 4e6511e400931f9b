# How programs are linked. Release programs are fully static, so that they run on any current Linux without Debian's packages;
# a shared build (LAKEFORM_STATIC=OFF, and always under a sanitizer) links the same names against shared libraries.
#
# Targets to name in target_link_libraries:
#   lakeform::grpc    gRPC with protobuf-lite        (generated protocol code only)
#   lakeform::re2     regular expressions
#   lakeform::curl    libcurl: HTTP/1.1 and HTTP/2 over TLS, names resolved by c-ares
#   OpenSSL::SSL, OpenSSL::Crypto, pugixml::pugixml, nlohmann_json::nlohmann_json, Threads::Threads
# Function:
#   lakeform_program(NAME [LINK...])   link options of an executable that is shipped (stripped, unused sections dropped), and the
#                                      other names it goes by, as links beside it

option(LAKEFORM_STATIC "Link programs fully statically" ON)
set(LAKEFORM_SANITIZE "" CACHE STRING "Sanitizers to build with, e.g. address,undefined or thread")
option(LAKEFORM_FUZZ "Build the libFuzzer targets under tests/fuzz (Clang)" OFF)

if(LAKEFORM_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(LAKEFORM_SANITIZE)
  set(LAKEFORM_STATIC OFF)
  add_compile_options(-fsanitize=${LAKEFORM_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all -g1)
  add_link_options(-fsanitize=${LAKEFORM_SANITIZE})
endif()

if(LAKEFORM_STATIC)
  set(OPENSSL_USE_STATIC_LIBS TRUE)
  add_link_options(-static)
  set(CMAKE_CXX_LINKER_LAUNCHER ${CMAKE_SOURCE_DIR}/.cmake/quiet-link)
endif()
add_link_options(-Wl,--gc-sections -Wl,--as-needed)

find_package(OpenSSL REQUIRED)
find_package(Threads REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(pugixml REQUIRED)
find_package(PkgConfig REQUIRED)

if(LAKEFORM_STATIC)
  find_library(PUGIXML_ARCHIVE libpugixml.a REQUIRED)
  # In Debian 12 the name is a wrapper around the shared library.
  set_target_properties(pugixml::pugixml PROPERTIES INTERFACE_LINK_LIBRARIES ${PUGIXML_ARCHIVE} IMPORTED_LOCATION ${PUGIXML_ARCHIVE}
                                                    IMPORTED_LOCATION_NONE ${PUGIXML_ARCHIVE})
endif()

# lakeform_archives(OUT NAME...): the named libraries as one linker group, since the archives refer to each other in cycles.
function(lakeform_archives out)
  string(JOIN "," names ${ARGN})
  set(${out} "-Wl,--start-group,${names},--end-group" PARENT_SCOPE)
endfunction()

# gRPC. The pkg-config file of some releases leaves Abseil libraries out, and their names differ between releases: all of
# Debian's archives stand in the group, and only members that are needed get linked.
pkg_check_modules(GRPCPP REQUIRED grpc++)
file(GLOB abseil /usr/lib/${CMAKE_LIBRARY_ARCHITECTURE}/libabsl_*.a)
if(NOT abseil)
  message(FATAL_ERROR "Abseil's archives (package libabsl-dev) are missing; run 'make setup'")
endif()
list(FILTER abseil EXCLUDE REGEX "test|mock|flags|benchmark")
list(TRANSFORM abseil REPLACE "^.*/lib(absl_.*)\\.a$" "-l\\1")
lakeform_archives(grpc_group -lgrpc++ -lgrpc -laddress_sorting -lupb -lre2 -lcares -lgpr ${abseil} -lprotobuf-lite -lssl -lcrypto -lz)
add_library(lakeform_grpc INTERFACE)
add_library(lakeform::grpc ALIAS lakeform_grpc)
if(LAKEFORM_STATIC)
  add_library(lakeform_grpc_parts STATIC ${CMAKE_SOURCE_DIR}/.cmake/grpc_parts.cpp)
  target_link_libraries(lakeform_grpc INTERFACE $<LINK_LIBRARY:WHOLE_ARCHIVE,lakeform_grpc_parts>)
endif()
target_link_libraries(lakeform_grpc INTERFACE ${grpc_group} OpenSSL::Crypto Threads::Threads ${CMAKE_DL_LIBS})  # what libcrypto.a needs (zstd in Debian 13)

# RE2: regular expressions that no text can make slow.
lakeform_archives(re2_group -lre2 ${abseil})
add_library(lakeform_re2 INTERFACE)
add_library(lakeform::re2 ALIAS lakeform_re2)
target_link_libraries(lakeform_re2 INTERFACE ${re2_group} Threads::Threads)

# libcurl, built by .ci/curl and cached outside the tree.
execute_process(COMMAND ${CMAKE_SOURCE_DIR}/.ci/curl OUTPUT_VARIABLE CURL_PREFIX OUTPUT_STRIP_TRAILING_WHITESPACE
                COMMAND_ERROR_IS_FATAL ANY)
lakeform_archives(curl_group ${CURL_PREFIX}/lib/libcurl.a -lnghttp2 -lcares -lssl -lcrypto -lz)
add_library(lakeform_curl INTERFACE)
add_library(lakeform::curl ALIAS lakeform_curl)
target_include_directories(lakeform_curl SYSTEM INTERFACE ${CURL_PREFIX}/include)
target_compile_definitions(lakeform_curl INTERFACE CURL_STATICLIB)
target_link_libraries(lakeform_curl INTERFACE ${curl_group} OpenSSL::Crypto Threads::Threads ${CMAKE_DL_LIBS})

# What of a program weighs how much, printed when it is linked.
function(lakeform_weighed name)
  target_link_options(${name} PRIVATE -Wl,-Map=${CMAKE_BINARY_DIR}/${name}.map)
  add_custom_command(TARGET ${name} POST_BUILD COMMAND python3 ${CMAKE_SOURCE_DIR}/.cmake/weight ${CMAKE_BINARY_DIR}/${name}.map $<TARGET_FILE:${name}>)
endfunction()

function(lakeform_program name)
  if(NOT LAKEFORM_SANITIZE)
    target_link_options(${name} PRIVATE $<$<CONFIG:Release,MinSizeRel>:-s>)
  endif()
  foreach(link ${ARGN})
    add_custom_command(TARGET ${name} POST_BUILD COMMAND ${CMAKE_COMMAND} -E create_symlink $<TARGET_FILE_NAME:${name}> ${link}
                       WORKING_DIRECTORY $<TARGET_FILE_DIR:${name}>)
  endforeach()
endfunction()
