/*
 * status: names and messages of the failures in status.h. Constant data.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/status.h"

#include <assert.h>

struct row {
    enum ash_status status;
    const char *name;
    const char *message;
};

/* clang-format off */
static const struct row ROWS[] = {
    {ASH_OK,           "ok",            "no error"},
    {ASH_NO_MEMORY,    "no_memory",     "not enough memory"},
    {ASH_TOO_LARGE,    "too_large",     "larger than allowed"},
    {ASH_CLOSED,       "closed",        "the client was closed"},
    {ASH_CANCELLED,    "cancelled",     "the transfer was cancelled"},
    {ASH_BAD_URL,      "bad_url",       "the address is not a valid HTTP address"},
    {ASH_UNSUPPORTED,  "unsupported",   "the libcurl in use lacks an option that is needed"},
    {ASH_RESOLVE,      "resolve",       "the host name has no address"},
    {ASH_CONNECT,      "connect",       "no connection to the server"},
    {ASH_TIMEOUT,      "timeout",       "the server took too long"},
    {ASH_TLS,          "tls",           "no trusted connection to the server"},
    {ASH_SEND,         "send",          "the connection broke while sending"},
    {ASH_RECEIVE,      "receive",       "the connection broke while receiving"},
    {ASH_REFUSED,      "refused",       "the server refused the request, or broke the connection"},
    {ASH_NO_ANSWER,    "no_answer",     "the server closed the connection without an answer"},
    {ASH_CUT_OFF,      "cut_off",       "the answer was cut off"},
    {ASH_BAD_ENCODING, "bad_encoding",  "the compressed answer cannot be unpacked"},
    {ASH_CODINGS,      "codings",       "the answer is compressed more than once"},
    {ASH_BAD_HTTP,     "bad_http",      "the server did not answer in HTTP"},
    {ASH_BODY_LIMIT,   "body_limit",    "the answer is larger than max_body"},
    {ASH_VALUE_LIMIT,  "value_limit",   "the answer has more than max_values values"},
    {ASH_HEADER_LIMIT, "header_limit",  "the headers of the answer are larger than 64 KiB"},
    {ASH_FLOOD,        "flood",         "the server floods the connection without an answer"},
    {ASH_NETWORK,      "network",       "the transfer failed"},
    {ASH_FILE,         "file",          "a file cannot be used"},
    {ASH_LOCKED,       "locked",        "another writer holds the file"},
    {ASH_LOCK_LOST,    "lock_lost",     "its lock file was removed in the meantime"},
    {ASH_FOREIGN,      "foreign",       "it belongs to the process that opened it"},
    {ASH_JSON_EMPTY,   "json_empty",    "it is empty"},
    {ASH_JSON_END,     "json_end",      "the JSON ends inside a value"},
    {ASH_JSON_VALUE,   "json_value",    "no JSON value starts here"},
    {ASH_JSON_SYNTAX,  "json_syntax",   "a comma, colon, bracket or key is missing in the JSON"},
    {ASH_JSON_STRING,  "json_string",   "a control character inside a JSON string"},
    {ASH_JSON_ESCAPE,  "json_escape",   "a backslash that starts no JSON escape"},
    {ASH_JSON_UTF8,    "json_utf8",     "bytes in the JSON that are not UTF-8"},
    {ASH_JSON_NUMBER,  "json_number",   "a number that is not written as JSON requires"},
    {ASH_JSON_RANGE,   "json_range",    "a number in the JSON that is too large or too long"},
    {ASH_JSON_DEPTH,   "json_depth",    "the JSON is nested too deeply"},
    {ASH_JSON_TRAIL,   "json_trail",    "bytes after the end of the JSON"},
    {ASH_JSON_LIMIT,   "json_limit",    "the JSON is too large to read"},
};
/* clang-format on */

static const struct row *find(enum ash_status status)
{
    assert(sizeof ROWS / sizeof *ROWS == ASH_STATUS_COUNT);
    assert((int)status >= 0 && status < ASH_STATUS_COUNT);
    assert(ROWS[status].status == status);
    return &ROWS[status];
}

const char *ash_status_name(enum ash_status status)
{
    return find(status)->name;
}

const char *ash_status_message(enum ash_status status)
{
    return find(status)->message;
}
