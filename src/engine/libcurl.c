/*
 * libcurl: asks the library in use, which the dynamic linker chose, for its
 * version and features.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/libcurl.h"

const char *ash_libcurl_version(void)
{
    return curl_version_info(CURLVERSION_NOW)->version;
}

const char *ash_libcurl_lack(void)
{
    const curl_version_info_data *const in_use = curl_version_info(
        CURLVERSION_NOW);

    if (in_use->version_num < ASH_LIBCURL_OLDEST)
        return "is too old";
    if (!(in_use->features & CURL_VERSION_SSL))
        return "was built without TLS";
    return NULL;
}
