/*
 * file: what keeping a state safely needs: one writer at a time, and a file
 * that is either the old one or the new one, whole. Where it lies is found
 * out once, at open: the folder is held by a descriptor, so that neither a
 * chdir nor a link put in its way later leads a write elsewhere.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_FILE_H
#define ASH_FILE_H

#include "engine/status.h"

#include <limits.h>
#include <sys/types.h>

/* Zeroed, it is closed. The lock goes with the process that opened it: a fork
 * holds copies of the descriptors, but neither writes nor frees. */
struct ash_file {
    int is_open;
    int folder; /* where the file is, its links followed */
    int lock;   /* on <name>.lock in that folder */
    pid_t owner;
    const char *name;    /* the last part of path */
    char path[PATH_MAX]; /* as given, its links followed */
};

/* Follows the links of path and takes the lock. ASH_OK, ASH_LOCKED, or
 * ASH_FILE with errno set; the file is then closed. EMLINK: it has a second
 * name; EINVAL: it is no regular file. It need not be there. */
enum ash_status ash_file_open(struct ash_file *file, const char *path);

/* Writes data beside the file, brings it to the disk and puts it in its
 * place. ASH_OK, ASH_CLOSED, ASH_FOREIGN, ASH_LOCK_LOST, or ASH_FILE with
 * errno set; the file is then as it was. */
enum ash_status ash_file_save(struct ash_file *file, const char *data,
                              size_t length);

/* Frees the lock, also where a fork still holds a copy; may run twice. In a
 * fork it only closes the copies. */
void ash_file_close(struct ash_file *file);

#endif
