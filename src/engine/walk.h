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

/* A place in the text, and the number of the first span at or after it. */
struct ash_value {
    const char *at;
    uint32_t span;
};

/* The outermost value. */
struct ash_value ash_walk_root(const struct ash_json *json);

/* What it is: object, array, string, number, boolean or null. */
const char *ash_walk_kind(struct ash_value value);

/* The place after a value. */
struct ash_value ash_walk_skip(const struct ash_json *json,
                               struct ash_value value);

/* The first element of the container at value, or the name of its first member;
 * its closing bracket when it is empty. */
struct ash_value ash_walk_enter(struct ash_value value);

/* From the place after a value to the next one, or to the closing bracket. */
struct ash_value ash_walk_next(struct ash_value after);

/* From a member's name to its value; *name is set to the name. */
struct ash_value ash_walk_name(const struct ash_json *json,
                               struct ash_value member, struct ash_slice *name,
                               int *escaped);

/* The exact bytes of a value. */
struct ash_slice ash_walk_slice(const struct ash_json *json,
                                struct ash_value value);

/* Finds a member of the object at value, the last where several have the name.
 * 0 when there is none, or value is not an object. */
int ash_walk_member(const struct ash_json *json, struct ash_value value,
                    const char *name, size_t length, struct ash_value *found);

#endif
