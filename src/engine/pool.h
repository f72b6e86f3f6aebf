/*
 * pool: easy handles that are kept, set up, between two transfers, since making
 * one takes time. Zeroed, it is valid and empty.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_POOL_H
#define ASH_POOL_H

#include "engine/handle.h"

#define ASH_POOL_SIZE 8

struct ash_pool {
    CURL *idle[ASH_POOL_SIZE];
    int count;
};

/* A handle that is idle, else a new one; fails as ash_handle_new. */
enum ash_status ash_pool_take(struct ash_pool *pool,
                              struct ash_settings *settings, CURL **easy);

/* Takes back a handle whose transfer has ended and which is in no multi handle.
 */
void ash_pool_give(struct ash_pool *pool, CURL *easy);

void ash_pool_close(struct ash_pool *pool);

/* Forgets the handles, which belong to another process. */
void ash_pool_leave(struct ash_pool *pool);

#endif
