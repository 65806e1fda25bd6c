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

# Several sources of a part or of a test program at once: half the time from nothing, more after a small change.
set(TIANPING_BATCHES ON CACHE BOOL "compile the house and its tests in batches")

add_library(tianping_options INTERFACE)
target_compile_options(tianping_options INTERFACE -Wall -Wextra -Wpedantic -Werror -Wshadow -Wnon-virtual-dtor
                                                  -Woverloaded-virtual -Wno-maybe-uninitialized
                                                  # g++ 12 sees overlaps in std::string at -O2 where there are none
                                                  $<$<CONFIG:Release>:-Wno-restrict>
                                                  # in a batch no file is the main one
                                                  $<$<BOOL:${TIANPING_BATCHES}>:-Wno-subobject-linkage>)

function(in_batches name)
  set_target_properties(${name} PROPERTIES UNITY_BUILD ${TIANPING_BATCHES} UNITY_BUILD_BATCH_SIZE 12)
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

# house_test(NAME sources... USES libs... LABEL label): a GoogleTest program, found case by case by ctest. Where all
# cases look at one scene that takes longer to play than they do, TOGETHER makes them one run of the program; so do
# the sanitizers, under which a program needs longer to start than most cases to run. LONG ones begin first, so that none
# is left running alone at the end.
include(GoogleTest)
function(house_test name)
  cmake_parse_arguments(arg "TOGETHER;LONG" "LABEL" "USES" ${ARGN})
  set(properties TIMEOUT 300)
  if(TIANPING_SANITIZE)
    set(arg_TOGETHER ON)
    set(properties TIMEOUT 1200)
  endif()
  if(arg_LONG)
    list(APPEND properties COST 100)
  endif()
  if(arg_LABEL)
    list(APPEND properties LABELS ${arg_LABEL})
  endif()
  add_executable(${name} ${arg_UNPARSED_ARGUMENTS})
  in_batches(${name})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(${name} PRIVATE ${arg_USES} test_places tianping_options GTest::gtest GTest::gtest_main)
  if(arg_TOGETHER)
    add_test(NAME ${name}/every_case COMMAND ${name})
    set_tests_properties(${name}/every_case PROPERTIES ${properties})
    return()
  endif()
  gtest_discover_tests(${name} TEST_PREFIX "${name}/" DISCOVERY_MODE PRE_TEST PROPERTIES ${properties})
endfunction()

# once_more_on_postgres(NAME [TOGETHER] [LONG] [BUT patterns]): the cases of a house_test that name no database, on PostgreSQL
# (where there is none, on SQLite again), but for those that touch none or speak SQLite themselves.
function(once_more_on_postgres name)
  cmake_parse_arguments(arg "TOGETHER;LONG" "BUT" "" ${ARGN})
  string(JOIN ":" filter "-*/sqlite" "*/postgres" ${arg_BUT})
  set(home ENVIRONMENT TIANPING_TEST_HOME=postgres)
  if(arg_LONG)
    list(APPEND home COST 100)
  endif()
  if(arg_TOGETHER OR TIANPING_SANITIZE)
    add_test(NAME ${name}/postgres/every_case COMMAND ${name} --gtest_filter=${filter})
    set_tests_properties(${name}/postgres/every_case PROPERTIES TIMEOUT 1200 ${home})
    return()
  endif()
  gtest_discover_tests(${name} TEST_PREFIX "${name}/postgres/" DISCOVERY_MODE PRE_TEST TEST_FILTER "${filter}"
    PROPERTIES TIMEOUT 300 ${home})
endfunction()
