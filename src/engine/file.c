/*
 * file: locks and atomic replacement over POSIX calls. Owns nothing but
 * descriptors.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/file.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define MODE 0600       /* candidates' ids are private */
#define MAX_LINKS 40    /* in a chain; Linux follows as many */
#define MAX_ATTEMPTS 10 /* at a lock that others remove while it is taken */

static enum ash_status fail(int problem)
{
    errno = problem;
    return ASH_FILE;
}

/* ---- the path ---- */

static const char *last_part(const char *path)
{
    const char *const slash = strrchr(path, '/');

    return slash != NULL ? slash + 1 : path;
}

/* Replaces a link's path by that of its target. */
static int follow(char *path, const char *target, size_t length)
{
    char *at = path + (last_part(path) - path);

    if (target[0] == '/')
        at = path;
    if ((size_t)(at - path) + length >= PATH_MAX) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(at, target, length);
    at[length] = '\0';
    return 0;
}

/* Follows the links of the last part, even where the target does not exist yet.
 * The system follows links among the folders before it. */
static int resolve(char *path)
{
    char target[PATH_MAX];
    int links;

    for (links = 0; links < MAX_LINKS; links++) {
        const ssize_t n = readlink(path, target, sizeof target);

        if (n < 0)
            return errno == EINVAL || errno == ENOENT ? 0 : -1;
        if (follow(path, target, (size_t)n) != 0)
            return -1;
    }
    errno = ELOOP;
    return -1;
}

static int open_folder(struct ash_file *file)
{
    const size_t length = (size_t)(file->name - file->path);
    char folder[PATH_MAX] = ".";

    if (length > 0) {
        memcpy(folder, file->path, length);
        folder[length] = '\0';
    }
    file->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return file->folder;
}

/* A file that exists has to be one that a rename replaces whole. */
static int check(const struct ash_file *file)
{
    struct stat found;

    if (*file->name == '\0') {
        errno = EISDIR;
        return -1;
    }
    if (fstatat(file->folder, file->name, &found, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? 0 : -1;
    if (S_ISREG(found.st_mode) && found.st_nlink <= 1)
        return 0;
    errno = S_ISREG(found.st_mode) ? EMLINK
          : S_ISDIR(found.st_mode) ? EISDIR
                                   : EINVAL;
    return -1;
}

/* ---- the lock ---- */

/* Writes to name that of the file with end appended. */
static int beside(const struct ash_file *file, const char *end, char *name)
{
    const size_t length = strlen(file->name), more = strlen(end);

    if (length + more > NAME_MAX) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(name, file->name, length);
    memcpy(name + length, end, more + 1);
    return 0;
}

/* Whether the locked file is still the one of that name. */
static int is_lock(const struct ash_file *file, const char *name)
{
    struct stat held, found;

    return fstat(file->lock, &held) == 0 &&
           fstatat(file->folder, name, &found, AT_SYMLINK_NOFOLLOW) == 0 &&
           held.st_dev == found.st_dev && held.st_ino == found.st_ino;
}

/* One attempt. ASH_OK even where the file was removed while it was locked. */
static enum ash_status take(struct ash_file *file, const char *name)
{
    file->lock = openat(file->folder, name,
                        O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, MODE);
    if (file->lock < 0)
        return ASH_FILE;
    if (flock(file->lock, LOCK_EX | LOCK_NB) == 0)
        return ASH_OK;
    return errno == EWOULDBLOCK ? ASH_LOCKED : ASH_FILE;
}

static enum ash_status lock(struct ash_file *file)
{
    char name[NAME_MAX + 1];
    int attempts;

    if (beside(file, ".lock", name) != 0)
        return ASH_FILE;
    for (attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
        const enum ash_status status = take(file, name);

        if (status != ASH_OK)
            return status;
        if (is_lock(file, name)) {
            fchmod(file->lock, MODE); /* whatever the umask says */
            return ASH_OK;
        }
        close(file->lock);
        file->lock = -1;
    }
    return fail(EAGAIN);
}

static void close_all(struct ash_file *file)
{
    const int problem = errno;

    if (file->lock >= 0)
        close(file->lock);
    if (file->folder >= 0)
        close(file->folder);
    file->is_open = 0;
    errno = problem;
}

/* ---- forks ---- */

/* A lock of flock ends with the last copy of its descriptor, and a fork makes
 * copies: the child lets go of them before it does anything else. */
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static struct ash_file *files; /* those that are open */

static void hold_list(void)
{
    pthread_mutex_lock(&guard);
}

static void let_go(void)
{
    pthread_mutex_unlock(&guard);
}

static void in_child(void)
{
    struct ash_file *file;

    for (file = files; file != NULL; file = file->next) {
        close(file->lock);
        close(file->folder);
        file->lock = file->folder = -1;
    }
    let_go();
}

/* Where memory is short, a fork may keep a lock. */
static void watch_forks(void)
{
    static int is_watching;

    if (!is_watching)
        is_watching = pthread_atfork(hold_list, let_go, in_child) == 0;
}

static void push_file(struct ash_file *file)
{
    file->next = files;
    files = file;
}

static void unlink_file(const struct ash_file *file)
{
    struct ash_file **at = &files;

    while (*at != NULL && *at != file)
        at = &(*at)->next;
    if (*at != NULL)
        *at = file->next;
}

/* ---- opening and closing ---- */

static enum ash_status open_file(struct ash_file *file, const char *path)
{
    enum ash_status status = ASH_FILE;

    file->folder = file->lock = -1;
    if (strlen(path) >= sizeof file->path)
        return fail(ENAMETOOLONG);
    memcpy(file->path, path, strlen(path) + 1);
    if (resolve(file->path) == 0) {
        file->name = last_part(file->path);
        if (open_folder(file) >= 0 && check(file) == 0)
            status = lock(file);
    }
    file->owner = getpid();
    file->is_open = status == ASH_OK;
    if (status != ASH_OK)
        close_all(file);
    return status;
}

enum ash_status ash_file_open(struct ash_file *file, const char *path)
{
    enum ash_status status;

    hold_list();
    watch_forks();
    status = open_file(file, path);
    if (status == ASH_OK)
        push_file(file);
    let_go();
    return status;
}

void ash_file_close(struct ash_file *file)
{
    if (!file->is_open)
        return;
    hold_list();
    unlink_file(file);
    if (file->owner == getpid())
        flock(file->lock, LOCK_UN);
    close_all(file);
    let_go();
}

/* ---- writing ---- */

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

/* Whatever has that name, left by a crash or put there by somebody, is removed
 * first: a link there must not lead the write elsewhere. */
static int write_new(int folder, const char *name, const char *data,
                     size_t length)
{
    int fd, failed, problem;

    if (unlinkat(folder, name, 0) != 0 && errno != ENOENT)
        return -1;
    fd = openat(folder, name,
                O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, MODE);
    if (fd < 0)
        return -1;
    failed = fchmod(fd, MODE) != 0 || write_all(fd, data, length) != 0;
    problem = errno;
    if (close(fd) != 0 && !failed)
        return -1;
    errno = problem;
    return failed ? -1 : 0;
}

static enum ash_status replace(struct ash_file *file, const char *data,
                               size_t length)
{
    char name[NAME_MAX + 1];
    int problem;

    if (beside(file, ".new", name) != 0)
        return ASH_FILE;
    if (write_new(file->folder, name, data, length) == 0 &&
        renameat(file->folder, name, file->folder, file->name) == 0) {
        fsync(file->folder); /* so that a power cut cannot undo the rename */
        return ASH_OK;
    }
    problem = errno;
    unlinkat(file->folder, name, 0);
    return fail(problem);
}

enum ash_status ash_file_save(struct ash_file *file, const char *data,
                              size_t length)
{
    char name[NAME_MAX + 1];

    if (!file->is_open)
        return ASH_CLOSED;
    if (file->owner != getpid())
        return ASH_FOREIGN;
    if (beside(file, ".lock", name) != 0)
        return ASH_FILE;
    return is_lock(file, name) ? replace(file, data, length) : ASH_LOCK_LOST;
}
