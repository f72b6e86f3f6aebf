/*
 * libcurl: its header; where that is missing, an error that names the packages
 * that contain it. Checked here since LuaRocks does not look in the folders in
 * which Debian keeps it, and the compiler does. The library in use may be older
 * than the header, and is checked separately.
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

/* The oldest that suffices: with it HTTP/2 over TLS and many requests at a time
 * on one connection became the default. */
#define ASH_LIBCURL_OLDEST 0x073e00
#define ASH_LIBCURL_OLDEST_NAME "7.62.0"

#if defined(LIBCURL_VERSION_NUM) && LIBCURL_VERSION_NUM < ASH_LIBCURL_OLDEST
#error "these headers of libcurl are older than 7.62.0"
#endif

/* The version of the library in use. */
const char *ash_libcurl_version(void);

/* What is wrong with the library in use, in words that follow its name, or
 * NULL. */
const char *ash_libcurl_lack(void);

#endif
