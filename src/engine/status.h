/*
 * status: every failure of the engine, as a number, a short name and a message.
 * The binding passes name and message to Lua; errors/kinds.lua decides what kind
 * of error each one is to a user. A new failure is a row here and a row there.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_STATUS_H
#define ASH_STATUS_H

#include <stddef.h>

enum ash_status {
    ASH_OK = 0,
    ASH_NO_MEMORY,    /* an allocation failed */
    ASH_TOO_LARGE,    /* a buffer is full; its owner names what is too large */
    ASH_CLOSED,       /* the session was closed before the transfer ended */
    ASH_CANCELLED,    /* the transfer was closed before it ended */
    ASH_BAD_URL,      /* libcurl cannot use the address */
    ASH_UNSUPPORTED,  /* libcurl lacks an option that is needed */
    ASH_RESOLVE,      /* no such host */
    ASH_CONNECT,      /* no server listens, or the network is blocked */
    ASH_TIMEOUT,      /* the timeout of one attempt has passed */
    ASH_TLS,          /* certificate or handshake */
    ASH_SEND,         /* the connection broke while sending */
    ASH_RECEIVE,      /* the connection broke while receiving */
    ASH_REFUSED,      /* the server did not take the request */
    ASH_NO_ANSWER,    /* the server closed without a byte */
    ASH_CUT_OFF,      /* the body ended before its announced end */
    ASH_BAD_ENCODING, /* the compressed body cannot be unpacked */
    ASH_CODINGS,      /* the body is compressed more than once */
    ASH_BAD_HTTP,     /* what came is not HTTP */
    ASH_BODY_LIMIT,   /* the unpacked body is larger than max_body */
    ASH_VALUE_LIMIT,  /* the answer has more than max_values values */
    ASH_HEADER_LIMIT, /* the headers are larger than 64 KiB */
    ASH_FLOOD,        /* endless frames without content */
    ASH_NETWORK,      /* any other failure of libcurl */
    ASH_FILE,         /* a system call on a file failed; errno says why */
    ASH_LOCKED,       /* another writer holds the file */
    ASH_LOCK_LOST,    /* the lock file was removed meanwhile */
    ASH_FOREIGN,      /* another process opened the session or file */
    ASH_JSON_EMPTY,   /* nothing but white space */
    ASH_JSON_END,     /* the text ends inside a value */
    ASH_JSON_VALUE,   /* no value starts with this byte */
    ASH_JSON_SYNTAX,  /* a comma, colon, bracket or key is missing */
    ASH_JSON_STRING,  /* a control character inside a string */
    ASH_JSON_ESCAPE,  /* a backslash that starts no escape */
    ASH_JSON_UTF8,    /* bytes that are not UTF-8 */
    ASH_JSON_NUMBER,  /* not a number as JSON writes it */
    ASH_JSON_RANGE,   /* a number too large for a double */
    ASH_JSON_DEPTH,   /* nested deeper than ASH_JSON_MAX_DEPTH */
    ASH_JSON_TRAIL,   /* bytes after the value */
    ASH_JSON_LIMIT,   /* too large to index */
    ASH_STATUS_COUNT
};

/* The name that programs compare: "cut_off". Never NULL. */
const char *ash_status_name(enum ash_status status);

/* The message that people read. Never NULL. */
const char *ash_status_message(enum ash_status status);

#endif
