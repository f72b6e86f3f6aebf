/*
 * pool: easy handles that are set up and rest between two transfers: to make
 * one takes longer than to keep it. Zeroed, it is valid and empty.
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

/* One that rests, else a new one; as ash_handle_new. */
enum ash_status ash_pool_take(struct ash_pool *pool,
                              struct ash_settings *settings, CURL **easy);

/* Takes a handle back whose transfer has ended and that is in no multi. */
void ash_pool_give(struct ash_pool *pool, CURL *easy);

void ash_pool_close(struct ash_pool *pool);

/* Forgets them: they belong to another process. */
void ash_pool_leave(struct ash_pool *pool);

#endif
