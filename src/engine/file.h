/*
 * file: what it takes to save a sync's state safely: one writer at a time, and
 * a file that is either the old one or the new one, whole. The path is resolved
 * once, at open: the folder is held by a descriptor, so that neither a chdir
 * nor a link made later leads a write elsewhere.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_FILE_H
#define ASH_FILE_H

#include "engine/status.h"

#include <limits.h>
#include <sys/types.h>

/* Zeroed, it is closed. The lock belongs to the process that opened it: a
 * forked child closes its copies of the descriptors at once, so that the lock
 * ends with its owner, and neither writes nor unlocks. */
struct ash_file {
    int is_open;
    struct ash_file *next; /* of those that this process has open */
    int folder;            /* the descriptor of the file's folder */
    int lock;              /* that of <name>.lock in the folder */
    pid_t owner;
    const char *name;    /* the last part of path */
    char path[PATH_MAX]; /* as given, with its links followed */
};

/* Follows the links of path and takes the lock; the file need not exist.
 * ASH_OK, or ASH_LOCKED, or ASH_FILE with errno set, and closed. EMLINK: it has
 * a second name; EINVAL: it is not a regular file. */
enum ash_status ash_file_open(struct ash_file *file, const char *path);

/* Writes data to a new file beside it, on to the disk, and renames that over
 * it. ASH_OK, or ASH_CLOSED, ASH_FOREIGN, ASH_LOCK_LOST, or ASH_FILE with errno
 * set, and the file as it was. */
enum ash_status ash_file_save(struct ash_file *file, const char *data,
                              size_t length);

/* Unlocks; may run twice. Without effect on the lock in a forked child. */
void ash_file_close(struct ash_file *file);

#endif
