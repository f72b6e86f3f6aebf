/*
 * sigpipe: with CURLOPT_NOSIGNAL libcurl leaves SIGPIPE to the program, and
 * before 7.88 its TLS writes could raise it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/sigpipe.h"

#include <stddef.h>

static int is_pending(void)
{
    sigset_t pending;

    return sigpending(&pending) == 0 && sigismember(&pending, SIGPIPE) == 1;
}

static void only_sigpipe(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGPIPE);
}

/* A signal can be pending before only where the host blocks it itself. */
void ash_sigpipe_hold(struct ash_sigpipe *held)
{
    sigset_t set;

    only_sigpipe(&set);
    pthread_sigmask(SIG_BLOCK, &set, &held->before);
    held->was_pending = sigismember(&held->before, SIGPIPE) == 1 &&
                        is_pending();
}

void ash_sigpipe_release(struct ash_sigpipe *held)
{
    sigset_t set;
    int taken;

    only_sigpipe(&set);
    if (!held->was_pending && is_pending())
        sigwait(&set, &taken);
    pthread_sigmask(SIG_SETMASK, &held->before, NULL);
}
