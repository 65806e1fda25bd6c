# What every part of the house is built with, and the few words its CMake files use.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()

set(TIANPING_SANITIZE "" CACHE STRING "address,undefined or thread")
if(TIANPING_SANITIZE)
  add_compile_options(-fsanitize=${TIANPING_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${TIANPING_SANITIZE})
  if(TIANPING_SANITIZE MATCHES "undefined")
    # These four cost a quarter of the build; null pointers and overruns of objects the address sanitizer finds, too.
    add_compile_options(-fno-sanitize-recover=undefined -fno-sanitize=null,vptr,alignment,object-size)
  endif()
  if(TIANPING_SANITIZE MATCHES "thread")
    add_compile_options(-Wno-tsan)
  endif()
endif()

# What a source calls itself, in an assertion or for the debugger, does not name the clone: the cache serves every clone.
add_compile_options(-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=)

# All sources of a part or of a test program at once: half the time from nothing, more after a small change.
set(TIANPING_BATCHES ON CACHE BOOL "compile the house and its tests in batches")

add_library(tianping_options INTERFACE)
target_compile_options(tianping_options INTERFACE -Wall -Wextra -Wpedantic -Werror -Wshadow -Wnon-virtual-dtor
                                                  -Woverloaded-virtual -Wno-maybe-uninitialized
                                                  # g++ 12 sees overlaps in std::string at -O2 where there are none
                                                  $<$<CONFIG:Release>:-Wno-restrict>
                                                  # in a batch no file is the main one
                                                  $<$<BOOL:${TIANPING_BATCHES}>:-Wno-subobject-linkage>)

function(in_batches name)
  set_target_properties(${name} PROPERTIES UNITY_BUILD ${TIANPING_BATCHES} UNITY_BUILD_BATCH_SIZE 0)
endfunction()

# house_library(NAME sources... USES libs...): one part of the house.
function(house_library name)
  cmake_parse_arguments(arg "" "" "USES" ${ARGN})
  add_library(${name} STATIC ${arg_UNPARSED_ARGUMENTS})
  in_batches(${name})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(${name} PUBLIC ${arg_USES} PRIVATE tianping_options)
endfunction()

# room(NAME sources... USES rooms...): a library a room, which may use the floor and the rooms named.
function(room name)
  cmake_parse_arguments(arg "" "" "USES" ${ARGN})
  house_library(${name} ${arg_UNPARSED_ARGUMENTS} USES infra formats ${arg_USES})
endfunction()

# run_in_shares(PREFIX PROGRAM [SHARES n] [LONG] [LABEL label] [FILTER f] [ENVIRONMENT e]): a GoogleTest program as ctest runs
# it: as one process, or as so many that take a share of its cases each. To begin a process for each case would cost as much
# as the cases do. LONG ones begin first, so that none is left running alone at the end. Under a sanitizer always one.
function(run_in_shares prefix program)
  cmake_parse_arguments(arg "LONG" "SHARES;LABEL;FILTER;ENVIRONMENT" "" ${ARGN})
  if(NOT arg_SHARES OR TIANPING_SANITIZE)
    set(arg_SHARES 1)
  endif()
  set(cost 1)
  if(arg_LONG)
    set(cost 100)
  endif()
  foreach(share RANGE 1 ${arg_SHARES})
    set(test ${prefix}/every_case)
    set(environment ${arg_ENVIRONMENT})
    if(arg_SHARES GREATER 1)
      math(EXPR index "${share} - 1")
      set(test ${prefix}/share_${share}_of_${arg_SHARES})
      list(APPEND environment GTEST_TOTAL_SHARDS=${arg_SHARES} GTEST_SHARD_INDEX=${index})
    endif()
    if(arg_FILTER)
      add_test(NAME ${test} COMMAND ${program} --gtest_filter=${arg_FILTER})
    else()
      add_test(NAME ${test} COMMAND ${program})
    endif()
    set_tests_properties(${test} PROPERTIES TIMEOUT 1200 COST ${cost} LABELS "${arg_LABEL}" ENVIRONMENT "${environment}")
  endforeach()
endfunction()

# house_test(NAME sources... USES libs... and what run_in_shares() takes): a GoogleTest program.
function(house_test name)
  cmake_parse_arguments(arg "LONG" "LABEL;SHARES" "USES" ${ARGN})
  add_executable(${name} ${arg_UNPARSED_ARGUMENTS})
  in_batches(${name})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(${name} PRIVATE ${arg_USES} test_places tianping_options GTest::gtest GTest::gtest_main)
  set(how SHARES ${arg_SHARES} LABEL ${arg_LABEL})
  if(arg_LONG)
    list(APPEND how LONG)
  endif()
  run_in_shares(${name} ${name} ${how})
endfunction()

# once_more_on_postgres(NAME [BUT patterns...] and what run_in_shares() takes): the cases of a house_test that name no database,
# on PostgreSQL (where there is none, on SQLite again), but for those that touch none or speak SQLite themselves.
function(once_more_on_postgres name)
  cmake_parse_arguments(arg "" "" "BUT" ${ARGN})
  string(JOIN ":" filter "-*/sqlite" "*/postgres" ${arg_BUT})
  run_in_shares(${name}/postgres ${name} FILTER ${filter} ENVIRONMENT TIANPING_TEST_HOME=postgres ${arg_UNPARSED_ARGUMENTS})
endfunction()
