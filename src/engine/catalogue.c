/*
 * catalogue: the methods of the entities and their parameters. Constant data; a
 * spec compares it with endpoints.json. A parameter without flags is optional;
 * one without values, minimum or maximum takes any.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/catalogue.h"

/* clang-format off */
#define END {.name = NULL}
#define INCLUDE_ARCHIVED \
    {.name = "includeArchived", .type = ASH_BOOLEAN, .standard = "false", \
     .note = "also return archived records"}
#define CREATED_AFTER \
    {.name = "createdAfter", .type = ASH_INTEGER, .format = "unix-milliseconds", \
     .note = "only records created after this instant"}

/* What every list with pages takes; the last one only if it can be synced. */
static const struct ash_param PAGING_PARAMS[] = {
    {.name = "cursor", .type = ASH_STRING,
     .note = "opaque nextCursor of the previous page"},
    {.name = "limit", .type = ASH_INTEGER,
     .minimum = 1, .maximum = 100, .standard = "100",
     .note = "schema type is number; maximum and default documented as 100; minimum 1 inferred"},
    {.name = "syncToken", .type = ASH_STRING,
     .note = "opaque token from the last page of an earlier complete pass"},
};

static const struct ash_param CANDIDATE_LIST_PARAMS[] = {
    CREATED_AFTER,
    END,
};
static const struct ash_method CANDIDATE_LIST = {
    .name = "candidate.list", .permission = "candidatesRead",
    .flags = ASH_PAGED | ASH_SYNC,
    .params = CANDIDATE_LIST_PARAMS, .record = &ASH_CANDIDATE};

static const struct ash_param CANDIDATE_GET_PARAMS[] = {
    {.name = "id", .type = ASH_STRING, .flags = ASH_ONE_OF, .format = "uuid",
     .note = "one of id and externalMappingId"},
    {.name = "externalMappingId", .type = ASH_STRING, .flags = ASH_ONE_OF,
     .note = "alternative to id: id given by an outside system"},
    END,
};
static const struct ash_method CANDIDATE_GET = {
    .name = "candidate.info", .permission = "candidatesRead",
    .params = CANDIDATE_GET_PARAMS, .record = &ASH_CANDIDATE};

static const struct ash_param APPLICATION_LIST_PARAMS[] = {
    CREATED_AFTER,
    {.name = "status", .type = ASH_STRING,
     .values = "Hired,Archived,Active,Lead"},
    {.name = "jobId", .type = ASH_STRING, .format = "uuid",
     .note = "only applications to this job"},
    {.name = "expand", .type = ASH_STRINGS, .values = "openings"},
    END,
};
static const struct ash_method APPLICATION_LIST = {
    .name = "application.list", .permission = "candidatesRead",
    .flags = ASH_PAGED | ASH_SYNC,
    .params = APPLICATION_LIST_PARAMS, .record = &ASH_APPLICATION};

static const struct ash_param APPLICATION_GET_PARAMS[] = {
    {.name = "applicationId", .type = ASH_STRING, .flags = ASH_ONE_OF,
     .format = "uuid",
     .note = "one of applicationId and submittedFormInstanceId; applicationId wins when both are sent"},
    {.name = "submittedFormInstanceId", .type = ASH_STRING, .flags = ASH_ONE_OF,
     .format = "uuid", .note = "id returned by applicationForm.submit"},
    {.name = "expand", .type = ASH_STRINGS,
     .values = "openings,applicationFormSubmissions,referrals"},
    END,
};
static const struct ash_method APPLICATION_GET = {
    .name = "application.info", .permission = "candidatesRead",
    .params = APPLICATION_GET_PARAMS, .record = &ASH_APPLICATION_DETAIL};

static const struct ash_param JOB_LIST_PARAMS[] = {
    CREATED_AFTER,
    {.name = "status", .type = ASH_STRINGS,
     .values = "Draft,Open,Closed,Archived",
     .note = "Draft jobs only when asked for"},
    {.name = "openedAfter", .type = ASH_INTEGER, .format = "unix-milliseconds"},
    {.name = "openedBefore", .type = ASH_INTEGER,
     .format = "unix-milliseconds"},
    {.name = "closedAfter", .type = ASH_INTEGER, .format = "unix-milliseconds"},
    {.name = "closedBefore", .type = ASH_INTEGER,
     .format = "unix-milliseconds"},
    {.name = "includeUnpublishedJobPostingsIds", .type = ASH_BOOLEAN,
     .note = "jobPostingIds then also lists unpublished postings"},
    {.name = "expand", .type = ASH_STRINGS, .values = "location,openings",
     .note = "the response schema also names a compensation expansion"},
    END,
};
static const struct ash_method JOB_LIST = {
    .name = "job.list", .permission = "jobsRead",
    .flags = ASH_PAGED | ASH_SYNC,
    .params = JOB_LIST_PARAMS, .record = &ASH_JOB};

static const struct ash_param JOB_GET_PARAMS[] = {
    {.name = "id", .type = ASH_STRING, .flags = ASH_NEEDED, .format = "uuid",
     .note = "job id"},
    {.name = "includeUnpublishedJobPostingsIds", .type = ASH_BOOLEAN},
    {.name = "expand", .type = ASH_STRINGS, .values = "location,openings",
     .note = "the response schema also names a compensation expansion"},
    END,
};
static const struct ash_method JOB_GET = {
    .name = "job.info", .permission = "jobsRead",
    .params = JOB_GET_PARAMS, .record = &ASH_JOB};

static const struct ash_param DEPARTMENT_LIST_PARAMS[] = {
    INCLUDE_ARCHIVED,
    END,
};
static const struct ash_method DEPARTMENT_LIST = {
    .name = "department.list", .permission = "organizationRead",
    .flags = ASH_PAGED | ASH_SYNC,
    .params = DEPARTMENT_LIST_PARAMS, .record = &ASH_DEPARTMENT};

static const struct ash_param DEPARTMENT_GET_PARAMS[] = {
    {.name = "departmentId", .type = ASH_STRING, .flags = ASH_NEEDED,
     .format = "uuid", .note = "department or team id"},
    END,
};
static const struct ash_method DEPARTMENT_GET = {
    .name = "department.info", .permission = "organizationRead",
    .params = DEPARTMENT_GET_PARAMS, .record = &ASH_DEPARTMENT};

static const struct ash_param LOCATION_LIST_PARAMS[] = {
    INCLUDE_ARCHIVED,
    {.name = "includeLocationHierarchy", .type = ASH_BOOLEAN,
     .standard = "false",
     .note = "also return regions (type LocationHierarchy)"},
    END,
};
static const struct ash_method LOCATION_LIST = {
    .name = "location.list", .permission = "organizationRead",
    .flags = ASH_PAGED | ASH_SYNC,
    .params = LOCATION_LIST_PARAMS, .record = &ASH_LOCATION};

static const struct ash_param LOCATION_GET_PARAMS[] = {
    {.name = "locationId", .type = ASH_STRING, .flags = ASH_NEEDED,
     .format = "uuid", .note = "location id"},
    END,
};
static const struct ash_method LOCATION_GET = {
    .name = "location.info", .permission = "organizationRead",
    .params = LOCATION_GET_PARAMS, .record = &ASH_LOCATION};

static const struct ash_param USER_LIST_PARAMS[] = {
    {.name = "includeDeactivated", .type = ASH_BOOLEAN, .standard = "false",
     .note = "also return deactivated users"},
    END,
};
static const struct ash_method USER_LIST = {
    .name = "user.list", .permission = "organizationRead",
    .flags = ASH_PAGED | ASH_SYNC,
    .params = USER_LIST_PARAMS, .record = &ASH_USER};

static const struct ash_param USER_GET_PARAMS[] = {
    {.name = "userId", .type = ASH_STRING, .flags = ASH_NEEDED,
     .format = "uuid", .note = "user id"},
    END,
};
static const struct ash_method USER_GET = {
    .name = "user.info", .permission = "organizationRead",
    .params = USER_GET_PARAMS, .record = &ASH_USER};

static const struct ash_param JOB_POSTING_LIST_PARAMS[] = {
    {.name = "location", .type = ASH_STRING,
     .note = "location name, case sensitive"},
    {.name = "department", .type = ASH_STRING,
     .note = "department name, case sensitive"},
    {.name = "listedOnly", .type = ASH_BOOLEAN, .standard = "false",
     .note = "leave out unlisted postings"},
    {.name = "jobBoardId", .type = ASH_STRING, .format = "uuid",
     .note = "postings on this board; default the primary external board"},
    {.name = "includeUnpublishedJobPostings", .type = ASH_BOOLEAN,
     .standard = "false", .note = "changelog 2026-05-26"},
    END,
};
static const struct ash_method JOB_POSTING_LIST = {
    .name = "jobPosting.list", .permission = "jobsRead",
    .params = JOB_POSTING_LIST_PARAMS, .record = &ASH_JOB_POSTING};

static const struct ash_param JOB_POSTING_GET_PARAMS[] = {
    {.name = "jobPostingId", .type = ASH_STRING, .flags = ASH_NEEDED,
     .format = "uuid", .note = "job posting id"},
    {.name = "jobBoardId", .type = ASH_STRING, .format = "uuid",
     .note = "render for this board; default an external board"},
    {.name = "expand", .type = ASH_STRINGS, .values = "job"},
    {.name = "includeUnpublishedJobPostings", .type = ASH_BOOLEAN,
     .standard = "false", .note = "changelog 2026-05-26 and 2026-06-11"},
    END,
};
static const struct ash_method JOB_POSTING_GET = {
    .name = "jobPosting.info", .permission = "jobsRead",
    .params = JOB_POSTING_GET_PARAMS, .record = &ASH_JOB_POSTING_DETAIL};

static const struct ash_param SOURCE_LIST_PARAMS[] = {
    INCLUDE_ARCHIVED,
    END,
};
static const struct ash_method SOURCE_LIST = {
    .name = "source.list", .permission = "hiringProcessMetadataRead",
    .params = SOURCE_LIST_PARAMS, .record = &ASH_SOURCE};

static const struct ash_param ARCHIVE_REASON_LIST_PARAMS[] = {
    INCLUDE_ARCHIVED,
    END,
};
static const struct ash_method ARCHIVE_REASON_LIST = {
    .name = "archiveReason.list", .permission = "hiringProcessMetadataRead",
    .params = ARCHIVE_REASON_LIST_PARAMS, .record = &ASH_ARCHIVE_REASON};

static const struct ash_param CANDIDATE_TAG_LIST_PARAMS[] = {
    INCLUDE_ARCHIVED,
    END,
};
static const struct ash_method CANDIDATE_TAG_LIST = {
    .name = "candidateTag.list", .permission = "hiringProcessMetadataRead",
    .flags = ASH_PAGED | ASH_SYNC,
    .params = CANDIDATE_TAG_LIST_PARAMS, .record = &ASH_CANDIDATE_TAG};

static const struct ash_param CUSTOM_FIELD_LIST_PARAMS[] = {
    INCLUDE_ARCHIVED,
    END,
};
static const struct ash_method CUSTOM_FIELD_LIST = {
    .name = "customField.list", .permission = "hiringProcessMetadataRead",
    .flags = ASH_PAGED | ASH_SYNC,
    .params = CUSTOM_FIELD_LIST_PARAMS, .record = &ASH_CUSTOM_FIELD};

static const struct ash_param FEEDBACK_FORM_DEFINITION_LIST_PARAMS[] = {
    INCLUDE_ARCHIVED,
    END,
};
static const struct ash_method FEEDBACK_FORM_DEFINITION_LIST = {
    .name = "feedbackFormDefinition.list", .permission = "hiringProcessMetadataRead",
    .flags = ASH_PAGED | ASH_SYNC,
    .params = FEEDBACK_FORM_DEFINITION_LIST_PARAMS, .record = &ASH_FEEDBACK_FORM_DEFINITION};

const struct ash_entity ASH_ENTITIES[] = {
    {.name = "candidates", .title = "Candidates",
     .list = &CANDIDATE_LIST, .get = &CANDIDATE_GET,
     .searched = "id,name,company,position,school"},
    {.name = "applications", .title = "Applications",
     .list = &APPLICATION_LIST, .get = &APPLICATION_GET,
     .searched = "id,status,archiveReason,createdAt,updatedAt",
     .cut = "status", .cut_values = "Active,Archived,Hired,Lead"},
    {.name = "jobs", .title = "Jobs",
     .list = &JOB_LIST, .get = &JOB_GET,
     .searched = "id,title,status,departmentId,locationId",
     .cut = "status", .cut_values = "Open,Closed,Archived"},
    {.name = "departments", .title = "Departments",
     .list = &DEPARTMENT_LIST, .get = &DEPARTMENT_GET},
    {.name = "locations", .title = "Locations",
     .list = &LOCATION_LIST, .get = &LOCATION_GET},
    {.name = "users", .title = "Users",
     .list = &USER_LIST, .get = &USER_GET,
     .searched = "id,firstName,lastName,email"},
    {.name = "job_postings", .title = "Job postings",
     .list = &JOB_POSTING_LIST, .get = &JOB_POSTING_GET,
     .searched = "id,title,isListed,jobId,locationName"},
    {.name = "sources", .title = "Sources",
     .list = &SOURCE_LIST},
    {.name = "archive_reasons", .title = "Archive reasons",
     .list = &ARCHIVE_REASON_LIST},
    {.name = "candidate_tags", .title = "Candidate tags",
     .list = &CANDIDATE_TAG_LIST},
    {.name = "custom_fields", .title = "Custom fields",
     .list = &CUSTOM_FIELD_LIST},
    {.name = "feedback_form_definitions", .title = "Feedback form definitions",
     .list = &FEEDBACK_FORM_DEFINITION_LIST},
    END,
};
/* clang-format on */

/* How many of PAGING_PARAMS the method takes. */
static int implied(const struct ash_method *method)
{
    const int all = (int)(sizeof PAGING_PARAMS / sizeof *PAGING_PARAMS);

    if (!(method->flags & ASH_PAGED))
        return 0;
    return method->flags & ASH_SYNC ? all : all - 1;
}

const struct ash_param *ash_method_param(const struct ash_method *method, int i)
{
    const int count = implied(method);

    return i < count ? &PAGING_PARAMS[i] : &method->params[i - count];
}
