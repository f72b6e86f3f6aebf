/*
 * libcurl: its header; where that is missing, the name of what has it. LuaRocks
 * does not look into the folders in which Debian keeps it, the compiler does.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_LIBCURL_H
#define ASH_LIBCURL_H

#ifdef __has_include
#if !__has_include(<curl/curl.h>)
#error \
    "no headers of libcurl: install libcurl4-openssl-dev (Debian, Ubuntu), libcurl-devel (Fedora) or curl-dev (Alpine)"
#endif
#if !__has_include(<openssl/evp.h>)
#error \
    "no headers of OpenSSL: install libssl-dev (Debian, Ubuntu), openssl-devel (Fedora) or openssl-dev (Alpine)"
#endif
#endif

#include <curl/curl.h>

#endif
