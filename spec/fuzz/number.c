/*
 * number: what ash_number_end accepts as a number has the value of strtod and
 * strtoll, to the last bit; libcurl's reader of dates, used for Retry-After,
 * survives the same bytes.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/number.h"
#include "fuzz.h"

#include <curl/curl.h>
#include <errno.h>
#include <math.h>

static void check(const char *text, const char *end)
{
    struct ash_number number;
    const enum ash_status status = ash_number_read(text, end, &number);
    char *const own = fuzz_text((const uint8_t *)text, (size_t)(end - text));
    const double real = strtod(own, NULL);

    if (status != ASH_OK) {
        assert(isinf(real) || end - text > ASH_NUMBER_MAX_TEXT);
    } else if (number.is_integer) {
        errno = 0;
        assert(strtoll(own, NULL, 10) == number.integer && errno == 0);
    } else {
        assert(memcmp(&real, &number.real, sizeof real) == 0);
    }
    free(own);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *const text = fuzz_text(data, size);
    const char *const end = ash_number_end(text);

    assert(end == NULL || (end > text && end <= text + size));
    if (end != NULL)
        check(text, end);
    curl_getdate(text, NULL);
    free(text);
    return 0;
}
