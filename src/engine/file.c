/*
 * file: locks and atomic replacement over POSIX calls. Owns nothing but
 * descriptors.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

#define MODE 0600 /* candidates' ids are nobody else's business */

enum ash_status ash_file_lock(const char *path, int *descriptor)
{
    const int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, MODE);
    int problem;

    if (fd < 0)
        return ASH_FILE;
    if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
        *descriptor = fd;
        return ASH_OK;
    }
    problem = errno;
    close(fd);
    errno = problem;
    return problem == EWOULDBLOCK ? ASH_LOCKED : ASH_FILE;
}

void ash_file_unlock(int descriptor)
{
    close(descriptor);
}

static int write_all(int fd, const char *data, size_t length)
{
    while (length > 0) {
        const ssize_t n = write(fd, data, length);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        data += n;
        length -= (size_t)n;
    }
    return fsync(fd);
}

static int write_file(const char *path, const char *data, size_t length)
{
    const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, MODE);
    int failed;

    if (fd < 0)
        return -1;
    failed = write_all(fd, data, length);
    return close(fd) | failed;
}

enum ash_status ash_file_save(const char *path, const char *temporary,
                              const char *data, size_t length)
{
    int problem;

    if (write_file(temporary, data, length) == 0 &&
        rename(temporary, path) == 0)
        return ASH_OK;
    problem = errno;
    unlink(temporary);
    errno = problem;
    return ASH_FILE;
}
