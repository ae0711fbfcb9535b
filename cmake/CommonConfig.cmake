# SPDX-License-Identifier: GPL-3.0-or-later
# One INTERFACE target that every library, program and test links: language
# level, warnings as errors, the Qt strictness macros, hardening, sanitizers.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()

# The sloppiness is what ccache wants before it works with precompiled headers.
find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros "${CCACHE}")
endif()

include(CheckPIESupported)
check_pie_supported(LANGUAGES CXX)

add_library(quarterdeck_options INTERFACE)
target_include_directories(quarterdeck_options INTERFACE "${CMAKE_SOURCE_DIR}/src")
target_compile_options(quarterdeck_options INTERFACE
    -Wall -Wextra -Wpedantic -Werror
    -Wcast-align -Wcast-qual -Wconversion -Wdouble-promotion -Wextra-semi -Wformat=2
    -Wnon-virtual-dtor -Wnull-dereference -Wold-style-cast -Woverloaded-virtual
    -Wshadow -Wsign-conversion -Wundef -Wunused -Wimplicit-fallthrough
    $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond;-Wlogical-op>)
# False alarms of g++ 12 in inlined Qt and std code at -O2, not silenced elsewhere.
target_compile_options(quarterdeck_options INTERFACE
    $<$<CXX_COMPILER_ID:GNU>:-Wno-null-dereference;-Wno-restrict;-Wno-dangling-pointer;-Wno-maybe-uninitialized>)
target_compile_definitions(quarterdeck_options INTERFACE
    QT_DISABLE_DEPRECATED_BEFORE=0x060400
    QT_NO_CAST_TO_ASCII
    QT_NO_CAST_FROM_BYTEARRAY
    QT_NO_URL_CAST_FROM_STRING
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_NO_FOREACH
    QT_NO_KEYWORDS
    QT_NO_JAVA_STYLE_ITERATORS
    QT_STRICT_ITERATORS
    QT_USE_QSTRINGBUILDER
    _FILE_OFFSET_BITS=64 # as hiredis wants it; the same everywhere, or precompiled headers do not fit
    QUARTERDECK_VERSION="${PROJECT_VERSION}")

# Release: what Debian calls hardening=+all.
target_compile_options(quarterdeck_options INTERFACE
    $<$<CONFIG:Release>:-fstack-protector-strong;-fstack-clash-protection;-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=2>)
target_link_options(quarterdeck_options INTERFACE
    $<$<CONFIG:Release>:-Wl,-z,relro;-Wl,-z,now;-Wl,-z,noexecstack;-Wl,--as-needed>)

if(QUARTERDECK_SANITIZE)
    target_compile_options(quarterdeck_options INTERFACE -fsanitize=${QUARTERDECK_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(quarterdeck_options INTERFACE -fsanitize=${QUARTERDECK_SANITIZE})
endif()

# The headers of Qt Core and of the standard library, parsed once instead of once a file: half of the time of
# a build. What a file needs it still includes itself; the headless build, made without this, sees to it.
option(QUARTERDECK_PRECOMPILE "Precompile the headers of Qt Core and of the standard library" ON)
function(quarterdeck_add_precompiled_headers)
    set(source "${CMAKE_CURRENT_BINARY_DIR}/precompiled.cpp")
    file(CONFIGURE OUTPUT "${source}" CONTENT "")
    add_library(quarterdeck_precompiled STATIC "${source}")
    target_link_libraries(quarterdeck_precompiled PRIVATE quarterdeck_options Qt6::Core tl::expected Threads::Threads)
    target_compile_options(quarterdeck_precompiled PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
    target_precompile_headers(quarterdeck_precompiled PRIVATE
        <QtCore/QtCore> <algorithm> <array> <chrono> <condition_variable> <functional> <memory> <mutex> <optional> <thread> <vector> <tl/expected.hpp>)
endfunction()

# quarterdeck_use_precompiled_headers(target)
function(quarterdeck_use_precompiled_headers target)
    if(TARGET quarterdeck_precompiled)
        target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
        target_precompile_headers(${target} REUSE_FROM quarterdeck_precompiled)
    endif()
endfunction()

# quarterdeck_library(name SOURCES ... LINKS ...): a static library of one room.
# LINKS is the law: what is not linked must not be included.
function(quarterdeck_library name)
    cmake_parse_arguments(PARSE_ARGV 1 ARG "" "" "SOURCES;LINKS")
    add_library(quarterdeck_${name} STATIC ${ARG_SOURCES})
    add_library(Quarterdeck::${name} ALIAS quarterdeck_${name})
    target_link_libraries(quarterdeck_${name} PUBLIC quarterdeck_options ${ARG_LINKS})
    quarterdeck_use_precompiled_headers(quarterdeck_${name})
endfunction()
