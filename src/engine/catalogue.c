/*
 * catalogue: the methods of the twelve entities and their parameters. Constant
 * data; a spec compares it with endpoints.json. A parameter's row: name, type,
 * flags, format, values; minimum, maximum, default, note.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/catalogue.h"

/* clang-format off */
static const struct ash_param CANDIDATE_LIST_PARAMS[] = {
    {"cursor", ASH_STRING, ASH_OPTIONAL, NULL, NULL,
     0, 0, NULL, "opaque nextCursor of the previous page"},
    {"limit", ASH_INTEGER, ASH_OPTIONAL, NULL, NULL,
     1, 100, "100", "schema type is number; maximum and default documented as 100; minimum 1 inferred"},
    {"syncToken", ASH_STRING, ASH_OPTIONAL, NULL, NULL,
     0, 0, NULL, "opaque token from the last page of an earlier complete pass"},
    {"createdAfter", ASH_INTEGER, ASH_OPTIONAL, "unix-milliseconds", NULL,
     0, 0, NULL, "only records created after this instant"},
    {NULL, ASH_STRING, 0, NULL, NULL, 0, 0, NULL, NULL},
};
static const struct ash_method CANDIDATE_LIST = {
    "candidate.list", "candidatesRead", ASH_PAGED | ASH_SYNC,
    CANDIDATE_LIST_PARAMS, &ASH_CANDIDATE};

static const struct ash_param CANDIDATE_GET_PARAMS[] = {
    {"id", ASH_STRING, ASH_ONE_OF, "uuid", NULL,
     0, 0, NULL, "one of id and externalMappingId"},
    {"externalMappingId", ASH_STRING, ASH_ONE_OF, NULL, NULL,
     0, 0, NULL, "alternative to id: id given by an outside system"},
    {NULL, ASH_STRING, 0, NULL, NULL, 0, 0, NULL, NULL},
};
static const struct ash_method CANDIDATE_GET = {
    "candidate.info", "candidatesRead", ASH_PLAIN,
    CANDIDATE_GET_PARAMS, &ASH_CANDIDATE};

static const struct ash_param APPLICATION_LIST_PARAMS[] = {
    {"cursor", ASH_STRING, ASH_OPTIONAL, NULL, NULL,
     0, 0, NULL, "opaque nextCursor of the previous page"},
    {"limit", ASH_INTEGER, ASH_OPTIONAL, NULL, NULL,
     1, 100, "100", "schema type is number; maximum and default documented as 100; minimum 1 inferred"},
    {"syncToken", ASH_STRING, ASH_OPTIONAL, NULL, NULL,
     0, 0, NULL, "opaque token from the last page of an earlier complete pass"},
    {"createdAfter", ASH_INTEGER, ASH_OPTIONAL, "unix-milliseconds", NULL,
     0, 0, NULL, "only records created after this instant"},
    {"status", ASH_STRING, ASH_OPTIONAL, NULL, "Hired,Archived,Active,Lead",
     0, 0, NULL, NULL},
    {"jobId", ASH_STRING, ASH_OPTIONAL, "uuid", NULL,
     0, 0, NULL, "only applications to this job"},
    {"expand", ASH_STRINGS, ASH_OPTIONAL, NULL, "openings",
     0, 0, NULL, NULL},
    {NULL, ASH_STRING, 0, NULL, NULL, 0, 0, NULL, NULL},
};
static const struct ash_method APPLICATION_LIST = {
    "application.list", "candidatesRead", ASH_PAGED | ASH_SYNC,
    APPLICATION_LIST_PARAMS, &ASH_APPLICATION};

static const struct ash_param APPLICATION_GET_PARAMS[] = {
    {"applicationId", ASH_STRING, ASH_ONE_OF, "uuid", NULL,
     0, 0, NULL, "one of applicationId and submittedFormInstanceId; applicationId wins when both are sent"},
    {"submittedFormInstanceId", ASH_STRING, ASH_ONE_OF, "uuid", NULL,
     0, 0, NULL, "id returned by applicationForm.submit"},
    {"expand", ASH_STRINGS, ASH_OPTIONAL, NULL, "openings,applicationFormSubmissions,referrals",
     0, 0, NULL, NULL},
    {NULL, ASH_STRING, 0, NULL, NULL, 0, 0, NULL, NULL},
};
static const struct ash_method APPLICATION_GET = {
    "application.info", "candidatesRead", ASH_PLAIN,
    APPLICATION_GET_PARAMS, &ASH_APPLICATION_DETAIL};

static const struct ash_param JOB_LIST_PARAMS[] = {
    {"cursor", ASH_STRING, ASH_OPTIONAL, NULL, NULL,
     0, 0, NULL, "opaque nextCursor of the previous page"},
    {"limit", ASH_INTEGER, ASH_OPTIONAL, NULL, NULL,
     1, 100, "100", "schema type is number; maximum and default documented as 100; minimum 1 inferred"},
    {"syncToken", ASH_STRING, ASH_OPTIONAL, NULL, NULL,
     0, 0, NULL, "opaque token from the last page of an earlier complete pass"},
    {"createdAfter", ASH_INTEGER, ASH_OPTIONAL, "unix-milliseconds", NULL,
     0, 0, NULL, "only records created after this instant"},
    {"status", ASH_STRINGS, ASH_OPTIONAL, NULL, "Draft,Open,Closed,Archived",
     0, 0, NULL, "Draft jobs only when asked for"},
    {"openedAfter", ASH_INTEGER, ASH_OPTIONAL, "unix-milliseconds", NULL,
     0, 0, NULL, NULL},
    {"openedBefore", ASH_INTEGER, ASH_OPTIONAL, "unix-milliseconds", NULL,
     0, 0, NULL, NULL},
    {"closedAfter", ASH_INTEGER, ASH_OPTIONAL, "unix-milliseconds", NULL,
     0, 0, NULL, NULL},
    {"closedBefore", ASH_INTEGER, ASH_OPTIONAL, "unix-milliseconds", NULL,
     0, 0, NULL, NULL},
    {"includeUnpublishedJobPostingsIds", ASH_BOOLEAN, ASH_OPTIONAL, NULL, NULL,
     0, 0, NULL, "jobPostingIds then also lists unpublished postings"},
    {"expand", ASH_STRINGS, ASH_OPTIONAL, NULL, "location,openings",
     0, 0, NULL, "the response schema also names a compensation expansion"},
    {NULL, ASH_STRING, 0, NULL, NULL, 0, 0, NULL, NULL},
};
static const struct ash_method JOB_LIST = {
    "job.list", "jobsRead", ASH_PAGED | ASH_SYNC,
    JOB_LIST_PARAMS, &ASH_JOB};

static const struct ash_param JOB_GET_PARAMS[] = {
    {"id", ASH_STRING, ASH_NEEDED, "uuid", NULL,
     0, 0, NULL, "job id"},
    {"includeUnpublishedJobPostingsIds", ASH_BOOLEAN, ASH_OPTIONAL, NULL, NULL,
     0, 0, NULL, NULL},
    {"expand", ASH_STRINGS, ASH_OPTIONAL, NULL, "location,openings",
     0, 0, NULL, "the response schema also names a compensation expansion"},
    {NULL, ASH_STRING, 0, NULL, NULL, 0, 0, NULL, NULL},
};
static const struct ash_method JOB_GET = {
    "job.info", "jobsRead", ASH_PLAIN,
    JOB_GET_PARAMS, &ASH_JOB};

static const struct ash_param DEPARTMENT_LIST_PARAMS[] = {
    {"cursor", ASH_STRING, ASH_OPTIONAL, NULL, NULL,
     0, 0, NULL, "opaque nextCursor of the previous page"},
    {"limit", ASH_INTEGER, ASH_OPTIONAL, NULL, NULL,
     1, 100, "100", "schema type is number; maximum and default documented as 100; minimum 1 inferred"},
    {"syncToken", ASH_STRING, ASH_OPTIONAL, NULL, NULL,
     0, 0, NULL, "opaque token from the last page of an earlier complete pass"},
    {"includeArchived", ASH_BOOLEAN, ASH_OPTIONAL, NULL, NULL,
     0, 0, "false", "also return archived records"},
    {NULL, ASH_STRING, 0, NULL, NULL, 0, 0, NULL, NULL},
};
static const struct ash_method DEPARTMENT_LIST = {
    "department.list", "organizationRead", ASH_PAGED | ASH_SYNC,
    DEPARTMENT_LIST_PARAMS, &ASH_DEPARTMENT};

static const struct ash_param DEPARTMENT_GET_PARAMS[] = {
    {"departmentId", ASH_STRING, ASH_NEEDED, "uuid", NULL,
     0, 0, NULL, "department or team id"},
    {NULL, ASH_STRING, 0, NULL, NULL, 0, 0, NULL, NULL},
};
static const struct ash_method DEPARTMENT_GET = {
    "department.info", "organizationRead", ASH_PLAIN,
    DEPARTMENT_GET_PARAMS, &ASH_DEPARTMENT};

static const struct ash_param LOCATION_LIST_PARAMS[] = {
    {"cursor", ASH_STRING, ASH_OPTIONAL, NULL, NULL,
     0, 0, NULL, "opaque nextCursor of the previous page"},
    {"limit", ASH_INTEGER, ASH_OPTIONAL, NULL, NULL,
     1, 100, "100", "schema type is number; maximum and default documented as 100; minimum 1 inferred"},
    {"syncToken", ASH_STRING, ASH_OPTIONAL, NULL, NULL,
     0, 0, NULL, "opaque token from the last page of an earlier complete pass"},
    {"includeArchived", ASH_BOOLEAN, ASH_OPTIONAL, NULL, NULL,
     0, 0, "false", "also return archived records"},
    {"includeLocationHierarchy", ASH_BOOLEAN, ASH_OPTIONAL, NULL, NULL,
     0, 0, "false", "also return regions (type LocationHierarchy)"},
    {NULL, ASH_STRING, 0, NULL, NULL, 0, 0, NULL, NULL},
};
static const struct ash_method LOCATION_LIST = {
    "location.list", "organizationRead", ASH_PAGED | ASH_SYNC,
    LOCATION_LIST_PARAMS, &ASH_LOCATION};

static const struct ash_param LOCATION_GET_PARAMS[] = {
    {"locationId", ASH_STRING, ASH_NEEDED, "uuid", NULL,
     0, 0, NULL, "location id"},
    {NULL, ASH_STRING, 0, NULL, NULL, 0, 0, NULL, NULL},
};
static const struct ash_method LOCATION_GET = {
    "location.info", "organizationRead", ASH_PLAIN,
    LOCATION_GET_PARAMS, &ASH_LOCATION};

static const struct ash_param USER_LIST_PARAMS[] = {
    {"cursor", ASH_STRING, ASH_OPTIONAL, NULL, NULL,
     0, 0, NULL, "opaque nextCursor of the previous page"},
    {"limit", ASH_INTEGER, ASH_OPTIONAL, NULL, NULL,
     1, 100, "100", "schema type is number; maximum and default documented as 100; minimum 1 inferred"},
    {"syncToken", ASH_STRING, ASH_OPTIONAL, NULL, NULL,
     0, 0, NULL, "opaque token from the last page of an earlier complete pass"},
    {"includeDeactivated", ASH_BOOLEAN, ASH_OPTIONAL, NULL, NULL,
     0, 0, "false", "also return deactivated users"},
    {NULL, ASH_STRING, 0, NULL, NULL, 0, 0, NULL, NULL},
};
static const struct ash_method USER_LIST = {
    "user.list", "organizationRead", ASH_PAGED | ASH_SYNC,
    USER_LIST_PARAMS, &ASH_USER};

static const struct ash_param USER_GET_PARAMS[] = {
    {"userId", ASH_STRING, ASH_NEEDED, "uuid", NULL,
     0, 0, NULL, "user id"},
    {NULL, ASH_STRING, 0, NULL, NULL, 0, 0, NULL, NULL},
};
static const struct ash_method USER_GET = {
    "user.info", "organizationRead", ASH_PLAIN,
    USER_GET_PARAMS, &ASH_USER};

static const struct ash_param JOB_POSTING_LIST_PARAMS[] = {
    {"location", ASH_STRING, ASH_OPTIONAL, NULL, NULL,
     0, 0, NULL, "location name, case sensitive"},
    {"department", ASH_STRING, ASH_OPTIONAL, NULL, NULL,
     0, 0, NULL, "department name, case sensitive"},
    {"listedOnly", ASH_BOOLEAN, ASH_OPTIONAL, NULL, NULL,
     0, 0, "false", "leave out unlisted postings"},
    {"jobBoardId", ASH_STRING, ASH_OPTIONAL, "uuid", NULL,
     0, 0, NULL, "postings on this board; default the primary external board"},
    {"includeUnpublishedJobPostings", ASH_BOOLEAN, ASH_OPTIONAL, NULL, NULL,
     0, 0, "false", "changelog 2026-05-26"},
    {NULL, ASH_STRING, 0, NULL, NULL, 0, 0, NULL, NULL},
};
static const struct ash_method JOB_POSTING_LIST = {
    "jobPosting.list", "jobsRead", ASH_PLAIN,
    JOB_POSTING_LIST_PARAMS, &ASH_JOB_POSTING};

static const struct ash_param JOB_POSTING_GET_PARAMS[] = {
    {"jobPostingId", ASH_STRING, ASH_NEEDED, "uuid", NULL,
     0, 0, NULL, "job posting id"},
    {"jobBoardId", ASH_STRING, ASH_OPTIONAL, "uuid", NULL,
     0, 0, NULL, "render for this board; default an external board"},
    {"expand", ASH_STRINGS, ASH_OPTIONAL, NULL, "job",
     0, 0, NULL, NULL},
    {"includeUnpublishedJobPostings", ASH_BOOLEAN, ASH_OPTIONAL, NULL, NULL,
     0, 0, "false", "changelog 2026-05-26 and 2026-06-11"},
    {NULL, ASH_STRING, 0, NULL, NULL, 0, 0, NULL, NULL},
};
static const struct ash_method JOB_POSTING_GET = {
    "jobPosting.info", "jobsRead", ASH_PLAIN,
    JOB_POSTING_GET_PARAMS, &ASH_JOB_POSTING_DETAIL};

static const struct ash_param SOURCE_LIST_PARAMS[] = {
    {"includeArchived", ASH_BOOLEAN, ASH_OPTIONAL, NULL, NULL,
     0, 0, "false", "also return archived records"},
    {NULL, ASH_STRING, 0, NULL, NULL, 0, 0, NULL, NULL},
};
static const struct ash_method SOURCE_LIST = {
    "source.list", "hiringProcessMetadataRead", ASH_PLAIN,
    SOURCE_LIST_PARAMS, &ASH_SOURCE};

static const struct ash_param ARCHIVE_REASON_LIST_PARAMS[] = {
    {"includeArchived", ASH_BOOLEAN, ASH_OPTIONAL, NULL, NULL,
     0, 0, "false", "also return archived records"},
    {NULL, ASH_STRING, 0, NULL, NULL, 0, 0, NULL, NULL},
};
static const struct ash_method ARCHIVE_REASON_LIST = {
    "archiveReason.list", "hiringProcessMetadataRead", ASH_PLAIN,
    ARCHIVE_REASON_LIST_PARAMS, &ASH_ARCHIVE_REASON};

static const struct ash_param CANDIDATE_TAG_LIST_PARAMS[] = {
    {"cursor", ASH_STRING, ASH_OPTIONAL, NULL, NULL,
     0, 0, NULL, "opaque nextCursor of the previous page"},
    {"limit", ASH_INTEGER, ASH_OPTIONAL, NULL, NULL,
     1, 100, "100", "schema type is number; maximum and default documented as 100; minimum 1 inferred"},
    {"syncToken", ASH_STRING, ASH_OPTIONAL, NULL, NULL,
     0, 0, NULL, "opaque token from the last page of an earlier complete pass"},
    {"includeArchived", ASH_BOOLEAN, ASH_OPTIONAL, NULL, NULL,
     0, 0, "false", "also return archived records"},
    {NULL, ASH_STRING, 0, NULL, NULL, 0, 0, NULL, NULL},
};
static const struct ash_method CANDIDATE_TAG_LIST = {
    "candidateTag.list", "hiringProcessMetadataRead", ASH_PAGED | ASH_SYNC,
    CANDIDATE_TAG_LIST_PARAMS, &ASH_CANDIDATE_TAG};

static const struct ash_param CUSTOM_FIELD_LIST_PARAMS[] = {
    {"includeArchived", ASH_BOOLEAN, ASH_OPTIONAL, NULL, NULL,
     0, 0, "false", "also return archived records"},
    {"cursor", ASH_STRING, ASH_OPTIONAL, NULL, NULL,
     0, 0, NULL, "opaque nextCursor of the previous page"},
    {"limit", ASH_INTEGER, ASH_OPTIONAL, NULL, NULL,
     1, 100, "100", "schema type is number; maximum and default documented as 100; minimum 1 inferred"},
    {"syncToken", ASH_STRING, ASH_OPTIONAL, NULL, NULL,
     0, 0, NULL, "opaque token from the last page of an earlier complete pass"},
    {NULL, ASH_STRING, 0, NULL, NULL, 0, 0, NULL, NULL},
};
static const struct ash_method CUSTOM_FIELD_LIST = {
    "customField.list", "hiringProcessMetadataRead", ASH_PAGED | ASH_SYNC,
    CUSTOM_FIELD_LIST_PARAMS, &ASH_CUSTOM_FIELD};

static const struct ash_param FEEDBACK_FORM_DEFINITION_LIST_PARAMS[] = {
    {"cursor", ASH_STRING, ASH_OPTIONAL, NULL, NULL,
     0, 0, NULL, "opaque nextCursor of the previous page"},
    {"limit", ASH_INTEGER, ASH_OPTIONAL, NULL, NULL,
     1, 100, "100", "schema type is number; maximum and default documented as 100; minimum 1 inferred"},
    {"syncToken", ASH_STRING, ASH_OPTIONAL, NULL, NULL,
     0, 0, NULL, "opaque token from the last page of an earlier complete pass"},
    {"includeArchived", ASH_BOOLEAN, ASH_OPTIONAL, NULL, NULL,
     0, 0, "false", "also return archived records"},
    {NULL, ASH_STRING, 0, NULL, NULL, 0, 0, NULL, NULL},
};
static const struct ash_method FEEDBACK_FORM_DEFINITION_LIST = {
    "feedbackFormDefinition.list", "hiringProcessMetadataRead", ASH_PAGED | ASH_SYNC,
    FEEDBACK_FORM_DEFINITION_LIST_PARAMS, &ASH_FEEDBACK_FORM_DEFINITION};

const struct ash_entity ASH_ENTITIES[ASH_ENTITY_COUNT] = {
    {"candidates", "Candidates", &CANDIDATE_LIST, &CANDIDATE_GET, 1},
    {"applications", "Applications", &APPLICATION_LIST, &APPLICATION_GET, 1},
    {"jobs", "Jobs", &JOB_LIST, &JOB_GET, 1},
    {"departments", "Departments", &DEPARTMENT_LIST, &DEPARTMENT_GET, 0},
    {"locations", "Locations", &LOCATION_LIST, &LOCATION_GET, 0},
    {"users", "Users", &USER_LIST, &USER_GET, 1},
    {"job_postings", "Job postings", &JOB_POSTING_LIST, &JOB_POSTING_GET, 1},
    {"sources", "Sources", &SOURCE_LIST, NULL, 0},
    {"archive_reasons", "Archive reasons", &ARCHIVE_REASON_LIST, NULL, 0},
    {"candidate_tags", "Candidate tags", &CANDIDATE_TAG_LIST, NULL, 0},
    {"custom_fields", "Custom fields", &CUSTOM_FIELD_LIST, NULL, 0},
    {"feedback_form_definitions", "Feedback form definitions", &FEEDBACK_FORM_DEFINITION_LIST, NULL, 0},
};
/* clang-format on */
