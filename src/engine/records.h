/*
 * records: the record types that the methods of the catalogue answer with.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_RECORDS_H
#define ASH_RECORDS_H

#include "engine/catalogue.h"

extern const struct ash_record ASH_CANDIDATE;
extern const struct ash_record ASH_APPLICATION;
extern const struct ash_record ASH_APPLICATION_DETAIL;
extern const struct ash_record ASH_JOB;
extern const struct ash_record ASH_DEPARTMENT;
extern const struct ash_record ASH_LOCATION;
extern const struct ash_record ASH_USER;
extern const struct ash_record ASH_JOB_POSTING;
extern const struct ash_record ASH_JOB_POSTING_DETAIL;
extern const struct ash_record ASH_SOURCE;
extern const struct ash_record ASH_ARCHIVE_REASON;
extern const struct ash_record ASH_CANDIDATE_TAG;
extern const struct ash_record ASH_CUSTOM_FIELD;
extern const struct ash_record ASH_FEEDBACK_FORM_DEFINITION;

#endif
