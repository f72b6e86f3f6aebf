/*
 * file: what keeping a state safely needs: one writer at a time, and a file
 * that is either the old one or the new one, whole.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_FILE_H
#define ASH_FILE_H

#include "engine/status.h"

/* Opens (makes) the file at path and locks it. The lock goes with the
 * descriptor, so a process that dies leaves none behind. ASH_OK and
 * *descriptor, ASH_LOCKED, or ASH_FILE with errno set. */
enum ash_status ash_file_lock(const char *path, int *descriptor);

void ash_file_unlock(int descriptor);

/* Writes data beside path, at the name temporary, brings it to the disk and
 * puts it in path's place. ASH_OK, or ASH_FILE with errno set; path is then as
 * it was. */
enum ash_status ash_file_save(const char *path, const char *temporary,
                              const char *data, size_t length);

#endif
