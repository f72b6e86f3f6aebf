/*
 * sigpipe: keeps SIGPIPE from the host while libcurl may write to a connection
 * that the server has closed. The host's own handling stays as it is: the
 * signal is blocked in this thread alone, and dropped only if it came meanwhile.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_SIGPIPE_H
#define ASH_SIGPIPE_H

#include <signal.h>

struct ash_sigpipe {
    sigset_t before;
    int was_pending;
};

void ash_sigpipe_hold(struct ash_sigpipe *held);
void ash_sigpipe_release(struct ash_sigpipe *held);

#endif
