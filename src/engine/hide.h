/*
 * hide: puts stars over secrets in a text, however a server has written them. It
 * compares what is left of both when case, punctuation and blanks are ignored,
 * first as the text is and then each time that its codes (percent signs, HTML,
 * backslashes) are decoded once more.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_HIDE_H
#define ASH_HIDE_H

#include "engine/buf.h"

/* The normal form, in place: letters in lower case, digits, and '.' for each
 * other visible byte; blanks and control characters are left out. Returns its
 * length. */
size_t ash_hide_normalise(char *data, size_t length);

struct ash_secret {
    struct ash_buf form; /* the normal one */
    int is_name;         /* a part of it may be shown */
};

/* Overwrites each occurrence of these secrets. A part with ten letters and digits
 * is as good as all, but for names. Where memory is short, all of the text is
 * overwritten. */
void ash_hide(const struct ash_secret *secrets, int count, char *text,
              size_t length);

#endif
