/*
 * walk: moving through a text that ash_json_index has passed. Nothing here
 * checks or allocates; the index lets it step over a container at once.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_WALK_H
#define ASH_WALK_H

#include "engine/json.h"
#include "engine/text.h"

/* A place in the text: a value, and the first span at or after it. */
struct ash_value {
    const char *at;
    uint32_t span;
};

/* The outermost value. */
struct ash_value ash_walk_root(const struct ash_json *json);

/* The place after a value. */
struct ash_value ash_walk_skip(const struct ash_json *json,
                               struct ash_value value);

/* Into the container at value: its first element or the name of its first
 * member; at points to the closing bracket when it is empty. */
struct ash_value ash_walk_enter(struct ash_value value);

/* From the place after an element to the next one, or to the bracket. */
struct ash_value ash_walk_next(struct ash_value after);

/* At a member's name: gives the name, and leads to the member's value. */
struct ash_value ash_walk_name(const struct ash_json *json,
                               struct ash_value member, struct ash_slice *name,
                               int *escaped);

/* The exact bytes of a value. */
struct ash_slice ash_walk_slice(const struct ash_json *json,
                                struct ash_value value);

/* Finds a member of the object at value: 0 when value is no object or has no
 * member of that name. Of several the last one is found. */
int ash_walk_member(const struct ash_json *json, struct ash_value value,
                    const char *name, size_t length, struct ash_value *found);

#endif
