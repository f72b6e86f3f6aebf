/*
 * pool: a handle that finds the pool full is freed: how many are kept has a
 * limit of its own, however many transfers the user lets run at a time.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/pool.h"

enum ash_status ash_pool_take(struct ash_pool *pool,
                              struct ash_settings *settings, CURL **easy)
{
    if (pool->count == 0)
        return ash_handle_new(settings, easy);
    *easy = pool->idle[--pool->count];
    return ASH_OK;
}

void ash_pool_give(struct ash_pool *pool, CURL *easy)
{
    ash_handle_rest(easy);
    if (pool->count < ASH_POOL_SIZE)
        pool->idle[pool->count++] = easy;
    else
        curl_easy_cleanup(easy);
}

void ash_pool_close(struct ash_pool *pool)
{
    while (pool->count > 0)
        curl_easy_cleanup(pool->idle[--pool->count]);
}

void ash_pool_leave(struct ash_pool *pool)
{
    pool->count = 0;
}
