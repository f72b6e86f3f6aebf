/*
 * records: the record types of the catalogue and their fields, as the vendor
 * spells them. Constant data; a spec compares it with endpoints.json.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/records.h"

/* clang-format off */
static const struct ash_field CONTACT_INFO_FIELDS[] = {
    {"value",     "string",                    ASH_REQUIRED},
    {"type",      "enum(Personal,Work,Other)", ASH_REQUIRED},
    {"isPrimary", "bool",                      ASH_REQUIRED},
    {NULL, NULL, 0},
};
static const struct ash_record CONTACT_INFO = {"ContactInfo", CONTACT_INFO_FIELDS};

static const struct ash_field FILE_HANDLE_FIELDS[] = {
    {"id",     "uuid",   ASH_REQUIRED},
    {"name",   "string", ASH_REQUIRED},
    {"handle", "string", ASH_REQUIRED},
    {NULL, NULL, 0},
};
static const struct ash_record FILE_HANDLE = {"FileHandle", FILE_HANDLE_FIELDS};

static const struct ash_field SOCIAL_LINK_FIELDS[] = {
    {"type", "enum(LinkedIn,GitHub,Twitter,Medium,StackOverflow,YouTube,CodePen,Website)", ASH_REQUIRED},
    {"url",  "url",                                      ASH_REQUIRED},
    {NULL, NULL, 0},
};
static const struct ash_record SOCIAL_LINK = {"SocialLink", SOCIAL_LINK_FIELDS};

static const struct ash_field CANDIDATE_TAG_FIELDS[] = {
    {"id",         "uuid",   ASH_REQUIRED},
    {"title",      "string", ASH_REQUIRED},
    {"isArchived", "bool",   ASH_REQUIRED},
    {NULL, NULL, 0},
};
const struct ash_record ASH_CANDIDATE_TAG = {"CandidateTag", CANDIDATE_TAG_FIELDS};

static const struct ash_field SOURCE_TYPE_FIELDS[] = {
    {"id",         "uuid",   ASH_REQUIRED},
    {"title",      "string", ASH_REQUIRED},
    {"isArchived", "bool",   ASH_REQUIRED},
    {NULL, NULL, 0},
};
static const struct ash_record SOURCE_TYPE = {"SourceType", SOURCE_TYPE_FIELDS};

static const struct ash_field SOURCE_FIELDS[] = {
    {"id",         "uuid",       ASH_REQUIRED},
    {"title",      "string",     ASH_REQUIRED},
    {"isArchived", "bool",       ASH_REQUIRED},
    {"sourceType", "SourceType", ASH_ABSENT | ASH_NULL},
    {NULL, NULL, 0},
};
const struct ash_record ASH_SOURCE = {"Source", SOURCE_FIELDS};

static const struct ash_field ARCHIVE_REASON_FIELDS[] = {
    {"id",         "uuid",                                     ASH_REQUIRED},
    {"text",       "string",                                   ASH_REQUIRED},
    {"reasonType", "enum(RejectedByCandidate,RejectedByOrg,Other)", ASH_REQUIRED},
    {"isArchived", "bool",                                     ASH_REQUIRED},
    {NULL, NULL, 0},
};
const struct ash_record ASH_ARCHIVE_REASON = {"ArchiveReason", ARCHIVE_REASON_FIELDS};

static const struct ash_field APPLICATION_ARCHIVE_REASON_FIELDS[] = {
    {"id",           "uuid",                                     ASH_REQUIRED},
    {"text",         "string",                                   ASH_REQUIRED},
    {"reasonType",   "enum(RejectedByCandidate,RejectedByOrg,Other)", ASH_REQUIRED},
    {"isArchived",   "bool",                                     ASH_REQUIRED},
    {"customFields", "CustomFieldValue",                         ASH_LIST},
    {NULL, NULL, 0},
};
static const struct ash_record APPLICATION_ARCHIVE_REASON = {"ApplicationArchiveReason", APPLICATION_ARCHIVE_REASON_FIELDS};

static const struct ash_field CURRENCY_FIELDS[] = {
    {"value",        "number", ASH_REQUIRED},
    {"currencyCode", "string", ASH_REQUIRED},
    {NULL, NULL, 0},
};
static const struct ash_record CURRENCY = {"Currency", CURRENCY_FIELDS};

static const struct ash_field NUMBER_RANGE_FIELDS[] = {
    {"type",     "const(number-range)", ASH_REQUIRED},
    {"minValue", "number",              ASH_REQUIRED},
    {"maxValue", "number",              ASH_REQUIRED},
    {NULL, NULL, 0},
};
static const struct ash_record NUMBER_RANGE = {"NumberRange", NUMBER_RANGE_FIELDS};

static const struct ash_field COMPENSATION_RANGE_FIELDS[] = {
    {"type",         "const(compensation-range)",                ASH_REQUIRED},
    {"minValue",     "number",                                   ASH_REQUIRED},
    {"maxValue",     "number",                                   ASH_REQUIRED},
    {"currencyCode", "string",                                   ASH_REQUIRED},
    {"interval",     "enum(NONE,1 TIME,1 HOUR,1 DAY,1 WEEK,2 WEEK,1 MONTH,2 MONTH,1 YEAR,6 MONTH,0.5 MONTH,3 MONTH)", ASH_REQUIRED},
    {NULL, NULL, 0},
};
static const struct ash_record COMPENSATION_RANGE = {"CompensationRange", COMPENSATION_RANGE_FIELDS};

static const struct ash_field CUSTOM_FIELD_VALUE_FIELDS[] = {
    {"id",                  "uuid",                                     ASH_REQUIRED},
    {"isPrivate",           "bool",                                     ASH_ABSENT},
    {"title",               "string",                                   ASH_REQUIRED},
    {"value",               "oneof(bool;number;string;datetime;[string];ref:Currency;ref:NumberRange;ref:CompensationRange)", ASH_REQUIRED},
    {"valueLabel",          "oneof(string;[string])",                   ASH_ABSENT},
    {"referenceIdentifier", "string",                                   ASH_ABSENT | ASH_NULL},
    {NULL, NULL, 0},
};
static const struct ash_record CUSTOM_FIELD_VALUE = {"CustomFieldValue", CUSTOM_FIELD_VALUE_FIELDS};

static const struct ash_field USER_FIELDS[] = {
    {"id",           "uuid",                                     ASH_REQUIRED},
    {"firstName",    "string",                                   ASH_REQUIRED},
    {"lastName",     "string",                                   ASH_REQUIRED},
    {"email",        "string",                                   ASH_ABSENT},
    {"globalRole",   "enum(Organization Admin,Elevated Access,Limited Access,External Recruiter)", ASH_REQUIRED},
    {"isEnabled",    "bool",                                     ASH_REQUIRED},
    {"updatedAt",    "datetime",                                 ASH_REQUIRED},
    {"managerId",    "uuid",                                     ASH_ABSENT},
    {"customFields", "CustomFieldValue",                         ASH_ABSENT | ASH_LIST},
    {NULL, NULL, 0},
};
const struct ash_record ASH_USER = {"User", USER_FIELDS};

static const struct ash_field HIRING_TEAM_MEMBER_FIELDS[] = {
    {"email",     "string", ASH_REQUIRED},
    {"firstName", "string", ASH_REQUIRED},
    {"lastName",  "string", ASH_REQUIRED},
    {"role",      "string", ASH_REQUIRED},
    {"userId",    "uuid",   ASH_REQUIRED},
    {NULL, NULL, 0},
};
static const struct ash_record HIRING_TEAM_MEMBER = {"HiringTeamMember", HIRING_TEAM_MEMBER_FIELDS};

static const struct ash_field POSTAL_ADDRESS_FIELDS[] = {
    {"addressCountry",  "string", ASH_ABSENT},
    {"addressRegion",   "string", ASH_ABSENT},
    {"addressLocality", "string", ASH_ABSENT},
    {"postalCode",      "string", ASH_ABSENT},
    {"streetAddress",   "string", ASH_ABSENT},
    {NULL, NULL, 0},
};
static const struct ash_record POSTAL_ADDRESS = {"PostalAddress", POSTAL_ADDRESS_FIELDS};

static const struct ash_field ADDRESS_FIELDS[] = {
    {"postalAddress", "PostalAddress", ASH_ABSENT},
    {NULL, NULL, 0},
};
static const struct ash_record ADDRESS = {"Address", ADDRESS_FIELDS};

static const struct ash_field LOCATION_FIELDS[] = {
    {"id",               "uuid",                             ASH_REQUIRED},
    {"name",             "string",                           ASH_REQUIRED},
    {"externalName",     "string",                           ASH_ABSENT | ASH_NULL},
    {"isArchived",       "bool",                             ASH_REQUIRED},
    {"address",          "Address",                          ASH_ABSENT | ASH_NULL},
    {"isRemote",         "bool",                             ASH_ABSENT},
    {"workplaceType",    "enum(OnSite,Hybrid,Remote)",       ASH_ABSENT | ASH_NULL},
    {"parentLocationId", "uuid",                             ASH_ABSENT | ASH_NULL},
    {"type",             "enum(Location,LocationHierarchy)", ASH_ABSENT},
    {"extraData",        "map(string)",                      ASH_ABSENT | ASH_NULL},
    {NULL, NULL, 0},
};
const struct ash_record ASH_LOCATION = {"Location", LOCATION_FIELDS};

static const struct ash_field CANDIDATE_LOCATION_COMPONENT_FIELDS[] = {
    {"type", "enum(Country,Region,City)", ASH_REQUIRED},
    {"name", "string",                    ASH_REQUIRED},
    {NULL, NULL, 0},
};
static const struct ash_record CANDIDATE_LOCATION_COMPONENT = {"CandidateLocationComponent", CANDIDATE_LOCATION_COMPONENT_FIELDS};

static const struct ash_field CANDIDATE_LOCATION_FIELDS[] = {
    {"id",                 "uuid",                       ASH_REQUIRED},
    {"locationSummary",    "string",                     ASH_REQUIRED},
    {"locationComponents", "CandidateLocationComponent", ASH_LIST},
    {NULL, NULL, 0},
};
static const struct ash_record CANDIDATE_LOCATION = {"CandidateLocation", CANDIDATE_LOCATION_FIELDS};

static const struct ash_field INTERVIEW_STAGE_FIELDS[] = {
    {"id",                    "uuid",   ASH_REQUIRED},
    {"title",                 "string", ASH_REQUIRED},
    {"type",                  "string", ASH_REQUIRED},
    {"interviewPlanId",       "uuid",   ASH_REQUIRED},
    {"orderInInterviewPlan",  "int",    ASH_REQUIRED},
    {"interviewStageGroupId", "uuid",   ASH_ABSENT | ASH_NULL},
    {NULL, NULL, 0},
};
static const struct ash_record INTERVIEW_STAGE = {"InterviewStage", INTERVIEW_STAGE_FIELDS};

static const struct ash_field OPENING_VERSION_FIELDS[] = {
    {"id",              "uuid",                                     ASH_REQUIRED},
    {"identifier",      "string",                                   ASH_REQUIRED},
    {"description",     "string",                                   ASH_REQUIRED},
    {"authorId",        "uuid",                                     ASH_REQUIRED},
    {"createdAt",       "datetime",                                 ASH_REQUIRED},
    {"teamId",          "uuid",                                     ASH_ABSENT},
    {"jobIds",          "uuid",                                     ASH_LIST},
    {"targetHireDate",  "string",                                   ASH_ABSENT},
    {"targetStartDate", "string",                                   ASH_ABSENT},
    {"isBackfill",      "bool",                                     ASH_REQUIRED},
    {"employmentType",  "enum(FullTime,PartTime,Intern,Contract,Temporary)", ASH_REQUIRED},
    {"locationIds",     "uuid",                                     ASH_LIST},
    {"hiringTeam",      "HiringTeamMember",                         ASH_LIST},
    {"customFields",    "CustomFieldValue",                         ASH_LIST},
    {NULL, NULL, 0},
};
static const struct ash_record OPENING_VERSION = {"OpeningVersion", OPENING_VERSION_FIELDS};

static const struct ash_field OPENING_FIELDS[] = {
    {"id",            "uuid",                                    ASH_REQUIRED},
    {"openedAt",      "datetime",                                ASH_ABSENT},
    {"closedAt",      "datetime",                                ASH_ABSENT},
    {"isArchived",    "bool",                                    ASH_REQUIRED},
    {"archivedAt",    "datetime",                                ASH_ABSENT},
    {"closeReasonId", "uuid",                                    ASH_ABSENT},
    {"openingState",  "enum(Approved,Closed,Draft,Filled,Open)", ASH_REQUIRED},
    {"latestVersion", "OpeningVersion",                          ASH_ABSENT},
    {NULL, NULL, 0},
};
static const struct ash_record OPENING = {"Opening", OPENING_FIELDS};

static const struct ash_field FORM_SELECTABLE_VALUE_FIELDS[] = {
    {"label", "string", ASH_REQUIRED},
    {"value", "string", ASH_REQUIRED},
    {NULL, NULL, 0},
};
static const struct ash_record FORM_SELECTABLE_VALUE = {"FormSelectableValue", FORM_SELECTABLE_VALUE_FIELDS};

static const struct ash_field FORM_FIELD_FIELDS[] = {
    {"id",                "uuid",                ASH_REQUIRED},
    {"type",              "string",              ASH_REQUIRED},
    {"path",              "string",              ASH_REQUIRED},
    {"humanReadablePath", "string",              ASH_REQUIRED},
    {"title",             "string",              ASH_REQUIRED},
    {"isNullable",        "bool",                ASH_REQUIRED},
    {"selectableValues",  "FormSelectableValue", ASH_ABSENT | ASH_LIST},
    {NULL, NULL, 0},
};
static const struct ash_record FORM_FIELD = {"FormField", FORM_FIELD_FIELDS};

static const struct ash_field FORM_SECTION_FIELD_FIELDS[] = {
    {"isRequired",       "bool",      ASH_REQUIRED},
    {"descriptionHtml",  "string",    ASH_ABSENT},
    {"descriptionPlain", "string",    ASH_ABSENT},
    {"field",            "FormField", ASH_REQUIRED},
    {NULL, NULL, 0},
};
static const struct ash_record FORM_SECTION_FIELD = {"FormSectionField", FORM_SECTION_FIELD_FIELDS};

static const struct ash_field FORM_SECTION_FIELDS[] = {
    {"title",            "string",           ASH_ABSENT},
    {"descriptionHtml",  "string",           ASH_ABSENT},
    {"descriptionPlain", "string",           ASH_ABSENT},
    {"fields",           "FormSectionField", ASH_LIST},
    {NULL, NULL, 0},
};
static const struct ash_record FORM_SECTION = {"FormSection", FORM_SECTION_FIELDS};

static const struct ash_field FORM_DEFINITION_FIELDS[] = {
    {"sections", "FormSection", ASH_ABSENT | ASH_LIST},
    {NULL, NULL, 0},
};
static const struct ash_record FORM_DEFINITION = {"FormDefinition", FORM_DEFINITION_FIELDS};

static const struct ash_field COMPENSATION_COMPONENT_FIELDS[] = {
    {"id",               "uuid",                                     ASH_ABSENT},
    {"compensationType", "enum(Salary,EquityPercentage,EquityCashValue,Commission,Bonus)", ASH_REQUIRED},
    {"interval",         "enum(NONE,1 TIME,1 HOUR,1 DAY,1 WEEK,2 WEEK,1 MONTH,2 MONTH,1 YEAR,6 MONTH,0.5 MONTH,3 MONTH)", ASH_REQUIRED},
    {"currencyCode",     "string",                                   ASH_ABSENT | ASH_NULL},
    {"label",            "string",                                   ASH_ABSENT},
    {"minValue",         "number",                                   ASH_ABSENT | ASH_NULL},
    {"maxValue",         "number",                                   ASH_ABSENT | ASH_NULL},
    {"summary",          "string",                                   ASH_REQUIRED},
    {NULL, NULL, 0},
};
static const struct ash_record COMPENSATION_COMPONENT = {"CompensationComponent", COMPENSATION_COMPONENT_FIELDS};

static const struct ash_field COMPENSATION_TIER_FIELDS[] = {
    {"id",                    "uuid",                  ASH_REQUIRED},
    {"title",                 "string",                ASH_ABSENT | ASH_NULL},
    {"additionalInformation", "string",                ASH_ABSENT | ASH_NULL},
    {"components",            "CompensationComponent", ASH_LIST},
    {"tierSummary",           "string",                ASH_REQUIRED},
    {NULL, NULL, 0},
};
static const struct ash_record COMPENSATION_TIER = {"CompensationTier", COMPENSATION_TIER_FIELDS};

static const struct ash_field RICH_TEXT_FIELDS[] = {
    {"html",  "string", ASH_NULL},
    {"plain", "string", ASH_NULL},
    {NULL, NULL, 0},
};
static const struct ash_record RICH_TEXT = {"RichText", RICH_TEXT_FIELDS};

static const struct ash_field CANDIDATE_FIELDS[] = {
    {"id",                  "uuid",                                     ASH_REQUIRED},
    {"createdAt",           "datetime",                                 ASH_ABSENT},
    {"updatedAt",           "datetime",                                 ASH_ABSENT},
    {"name",                "string",                                   ASH_REQUIRED},
    {"primaryEmailAddress", "ContactInfo",                              ASH_ABSENT},
    {"emailAddresses",      "ContactInfo",                              ASH_LIST},
    {"primaryPhoneNumber",  "ContactInfo",                              ASH_ABSENT},
    {"phoneNumbers",        "ContactInfo",                              ASH_LIST},
    {"socialLinks",         "SocialLink",                               ASH_LIST},
    {"tags",                "CandidateTag",                             ASH_LIST},
    {"position",            "string",                                   ASH_ABSENT},
    {"company",             "string",                                   ASH_ABSENT},
    {"school",              "string",                                   ASH_ABSENT},
    {"applicationIds",      "uuid",                                     ASH_LIST},
    {"resumeFileHandle",    "FileHandle",                               ASH_ABSENT},
    {"fileHandles",         "FileHandle",                               ASH_LIST},
    {"customFields",        "CustomFieldValue",                         ASH_LIST},
    {"profileUrl",          "url",                                      ASH_REQUIRED},
    {"source",              "Source",                                   ASH_ABSENT | ASH_NULL},
    {"creditedToUser",      "User",                                     ASH_ABSENT | ASH_NULL},
    {"timezone",            "string",                                   ASH_ABSENT | ASH_NULL},
    {"fraudStatus",         "enum(Fraudulent,NotFraudulent,Unsure,Unreviewed,PassedFraudCheck)", ASH_ABSENT | ASH_NULL},
    {"location",            "CandidateLocation",                        ASH_ABSENT},
    {NULL, NULL, 0},
};
const struct ash_record ASH_CANDIDATE = {"Candidate", CANDIDATE_FIELDS};

static const struct ash_field APPLICATION_CANDIDATE_FIELDS[] = {
    {"id",                  "uuid",        ASH_REQUIRED},
    {"name",                "string",      ASH_REQUIRED},
    {"primaryEmailAddress", "ContactInfo", ASH_ABSENT},
    {"primaryPhoneNumber",  "ContactInfo", ASH_ABSENT},
    {NULL, NULL, 0},
};
static const struct ash_record APPLICATION_CANDIDATE = {"ApplicationCandidate", APPLICATION_CANDIDATE_FIELDS};

static const struct ash_field APPLICATION_JOB_FIELDS[] = {
    {"id",           "uuid",   ASH_REQUIRED},
    {"title",        "string", ASH_REQUIRED},
    {"locationId",   "uuid",   ASH_ABSENT | ASH_NULL},
    {"departmentId", "uuid",   ASH_ABSENT | ASH_NULL},
    {"brandId",      "uuid",   ASH_ABSENT | ASH_NULL},
    {NULL, NULL, 0},
};
static const struct ash_record APPLICATION_JOB = {"ApplicationJob", APPLICATION_JOB_FIELDS};

static const struct ash_field APPLICATION_FIELDS[] = {
    {"id",                     "uuid",                             ASH_REQUIRED},
    {"createdAt",              "datetime",                         ASH_REQUIRED},
    {"updatedAt",              "datetime",                         ASH_REQUIRED},
    {"archivedAt",             "datetime",                         ASH_ABSENT},
    {"candidate",              "ApplicationCandidate",             ASH_REQUIRED},
    {"status",                 "enum(Hired,Archived,Active,Lead)", ASH_REQUIRED},
    {"customFields",           "CustomFieldValue",                 ASH_LIST},
    {"currentInterviewStage",  "InterviewStage",                   ASH_REQUIRED},
    {"source",                 "Source",                           ASH_ABSENT | ASH_NULL},
    {"creditedToUser",         "User",                             ASH_ABSENT | ASH_NULL},
    {"archiveReason",          "ApplicationArchiveReason",         ASH_ABSENT | ASH_NULL},
    {"job",                    "ApplicationJob",                   ASH_REQUIRED},
    {"hiringTeam",             "HiringTeamMember",                 ASH_LIST},
    {"appliedViaJobPostingId", "uuid",                             ASH_ABSENT | ASH_NULL},
    {"submitterClientIp",      "string",                           ASH_ABSENT | ASH_NULL},
    {"submitterUserAgent",     "string",                           ASH_ABSENT | ASH_NULL},
    {"openings",               "Opening",                          ASH_ABSENT | ASH_LIST},
    {NULL, NULL, 0},
};
const struct ash_record ASH_APPLICATION = {"Application", APPLICATION_FIELDS};

static const struct ash_field APPLICATION_HISTORY_ENTRY_FIELDS[] = {
    {"id",             "uuid",                             ASH_REQUIRED},
    {"stageId",        "uuid",                             ASH_REQUIRED},
    {"title",          "string",                           ASH_REQUIRED},
    {"stageNumber",    "int",                              ASH_REQUIRED},
    {"enteredStageAt", "datetime",                         ASH_REQUIRED},
    {"leftStageAt",    "datetime",                         ASH_ABSENT},
    {"allowedActions", "enum(none,delete,set_entered_at)", ASH_ABSENT | ASH_LIST},
    {"actorId",        "uuid",                             ASH_ABSENT | ASH_NULL},
    {NULL, NULL, 0},
};
static const struct ash_record APPLICATION_HISTORY_ENTRY = {"ApplicationHistoryEntry", APPLICATION_HISTORY_ENTRY_FIELDS};

static const struct ash_field APPLICATION_FORM_SUBMISSION_FIELDS[] = {
    {"id",              "uuid",           ASH_REQUIRED},
    {"formDefinition",  "FormDefinition", ASH_REQUIRED},
    {"submittedValues", "object",         ASH_REQUIRED},
    {NULL, NULL, 0},
};
static const struct ash_record APPLICATION_FORM_SUBMISSION = {"ApplicationFormSubmission", APPLICATION_FORM_SUBMISSION_FIELDS};

static const struct ash_field APPLICATION_REFERRAL_FIELDS[] = {
    {"user",       "User",     ASH_REQUIRED},
    {"referredAt", "datetime", ASH_REQUIRED},
    {NULL, NULL, 0},
};
static const struct ash_record APPLICATION_REFERRAL = {"ApplicationReferral", APPLICATION_REFERRAL_FIELDS};

static const struct ash_field APPLICATION_DETAIL_FIELDS[] = {
    {"id",                         "uuid",                             ASH_REQUIRED},
    {"createdAt",                  "datetime",                         ASH_REQUIRED},
    {"updatedAt",                  "datetime",                         ASH_REQUIRED},
    {"archivedAt",                 "datetime",                         ASH_ABSENT},
    {"candidate",                  "ApplicationCandidate",             ASH_REQUIRED},
    {"status",                     "enum(Hired,Archived,Active,Lead)", ASH_REQUIRED},
    {"resumeFileHandle",           "FileHandle",                       ASH_ABSENT},
    {"customFields",               "CustomFieldValue",                 ASH_LIST},
    {"currentInterviewStage",      "InterviewStage",                   ASH_REQUIRED},
    {"source",                     "Source",                           ASH_ABSENT | ASH_NULL},
    {"creditedToUser",             "User",                             ASH_ABSENT | ASH_NULL},
    {"archiveReason",              "ApplicationArchiveReason",         ASH_ABSENT | ASH_NULL},
    {"job",                        "ApplicationJob",                   ASH_REQUIRED},
    {"hiringTeam",                 "HiringTeamMember",                 ASH_LIST},
    {"appliedViaJobPostingId",     "uuid",                             ASH_ABSENT | ASH_NULL},
    {"applicationHistory",         "ApplicationHistoryEntry",          ASH_LIST},
    {"submitterClientIp",          "string",                           ASH_ABSENT | ASH_NULL},
    {"submitterUserAgent",         "string",                           ASH_ABSENT | ASH_NULL},
    {"openings",                   "Opening",                          ASH_ABSENT | ASH_LIST},
    {"applicationFormSubmissions", "ApplicationFormSubmission",        ASH_ABSENT | ASH_LIST},
    {"referrals",                  "ApplicationReferral",              ASH_ABSENT | ASH_LIST},
    {NULL, NULL, 0},
};
const struct ash_record ASH_APPLICATION_DETAIL = {"ApplicationDetail", APPLICATION_DETAIL_FIELDS};

static const struct ash_field JOB_COMPENSATION_FIELDS[] = {
    {"compensationTiers", "CompensationTier", ASH_LIST},
    {NULL, NULL, 0},
};
static const struct ash_record JOB_COMPENSATION = {"JobCompensation", JOB_COMPENSATION_FIELDS};

static const struct ash_field JOB_FIELDS[] = {
    {"id",                     "uuid",                                     ASH_REQUIRED},
    {"title",                  "string",                                   ASH_REQUIRED},
    {"confidential",           "bool",                                     ASH_REQUIRED},
    {"status",                 "enum(Draft,Open,Closed,Archived)",         ASH_REQUIRED},
    {"employmentType",         "enum(FullTime,PartTime,Intern,Contract,Temporary)", ASH_REQUIRED},
    {"locationId",             "uuid",                                     ASH_ABSENT | ASH_NULL},
    {"departmentId",           "uuid",                                     ASH_ABSENT | ASH_NULL},
    {"defaultInterviewPlanId", "uuid",                                     ASH_ABSENT},
    {"interviewPlanIds",       "uuid",                                     ASH_LIST},
    {"jobPostingIds",          "uuid",                                     ASH_LIST},
    {"customFields",           "CustomFieldValue",                         ASH_LIST},
    {"hiringTeam",             "HiringTeamMember",                         ASH_LIST},
    {"customRequisitionId",    "string",                                   ASH_ABSENT | ASH_NULL},
    {"brandId",                "uuid",                                     ASH_ABSENT | ASH_NULL},
    {"author",                 "User",                                     ASH_ABSENT},
    {"createdAt",              "datetime",                                 ASH_REQUIRED},
    {"updatedAt",              "datetime",                                 ASH_REQUIRED},
    {"openedAt",               "datetime",                                 ASH_ABSENT | ASH_NULL},
    {"closedAt",               "datetime",                                 ASH_ABSENT | ASH_NULL},
    {"location",               "Location",                                 ASH_ABSENT},
    {"openings",               "Opening",                                  ASH_ABSENT | ASH_LIST},
    {"compensation",           "JobCompensation",                          ASH_ABSENT},
    {NULL, NULL, 0},
};
const struct ash_record ASH_JOB = {"Job", JOB_FIELDS};

static const struct ash_field DEPARTMENT_FIELDS[] = {
    {"id",           "uuid",        ASH_REQUIRED},
    {"name",         "string",      ASH_REQUIRED},
    {"externalName", "string",      ASH_ABSENT | ASH_NULL},
    {"isArchived",   "bool",        ASH_REQUIRED},
    {"parentId",     "uuid",        ASH_ABSENT | ASH_NULL},
    {"createdAt",    "datetime",    ASH_REQUIRED},
    {"updatedAt",    "datetime",    ASH_REQUIRED},
    {"extraData",    "map(string)", ASH_ABSENT | ASH_NULL},
    {NULL, NULL, 0},
};
const struct ash_record ASH_DEPARTMENT = {"Department", DEPARTMENT_FIELDS};

static const struct ash_field POSTING_LOCATION_IDS_FIELDS[] = {
    {"primaryLocationId",    "uuid", ASH_REQUIRED},
    {"secondaryLocationIds", "uuid", ASH_LIST},
    {NULL, NULL, 0},
};
static const struct ash_record POSTING_LOCATION_IDS = {"PostingLocationIds", POSTING_LOCATION_IDS_FIELDS};

static const struct ash_field JOB_POSTING_FIELDS[] = {
    {"id",                                  "uuid",                                     ASH_REQUIRED},
    {"title",                               "string",                                   ASH_REQUIRED},
    {"jobId",                               "uuid",                                     ASH_REQUIRED},
    {"departmentName",                      "string",                                   ASH_REQUIRED},
    {"teamName",                            "string",                                   ASH_REQUIRED},
    {"locationName",                        "string",                                   ASH_REQUIRED},
    {"locationExternalName",                "string",                                   ASH_ABSENT | ASH_NULL},
    {"workplaceType",                       "enum(OnSite,Hybrid,Remote)",               ASH_ABSENT | ASH_NULL},
    {"employmentType",                      "enum(FullTime,PartTime,Intern,Contract,Temporary)", ASH_REQUIRED},
    {"status",                              "enum(Draft,Published)",                    ASH_ABSENT},
    {"isListed",                            "bool",                                     ASH_REQUIRED},
    {"publishedDate",                       "date",                                     ASH_NULL},
    {"applicationDeadline",                 "datetime",                                 ASH_ABSENT | ASH_NULL},
    {"externalLink",                        "url",                                      ASH_ABSENT | ASH_NULL},
    {"applyLink",                           "url",                                      ASH_REQUIRED},
    {"locationIds",                         "PostingLocationIds",                       ASH_REQUIRED},
    {"compensationTierSummary",             "string",                                   ASH_ABSENT | ASH_NULL},
    {"shouldDisplayCompensationOnJobBoard", "bool",                                     ASH_REQUIRED},
    {"updatedAt",                           "datetime",                                 ASH_REQUIRED},
    {"customFields",                        "CustomFieldValue",                         ASH_ABSENT | ASH_LIST},
    {NULL, NULL, 0},
};
const struct ash_record ASH_JOB_POSTING = {"JobPosting", JOB_POSTING_FIELDS};

static const struct ash_field POSTING_DESCRIPTION_PARTS_FIELDS[] = {
    {"descriptionOpening", "RichText", ASH_NULL},
    {"descriptionBody",    "RichText", ASH_NULL},
    {"descriptionClosing", "RichText", ASH_NULL},
    {NULL, NULL, 0},
};
static const struct ash_record POSTING_DESCRIPTION_PARTS = {"PostingDescriptionParts", POSTING_DESCRIPTION_PARTS_FIELDS};

static const struct ash_field LINKED_DATA_IDENTIFIER_FIELDS[] = {
    {"@type", "string", ASH_REQUIRED},
    {"name",  "string", ASH_REQUIRED},
    {"value", "string", ASH_REQUIRED},
    {NULL, NULL, 0},
};
static const struct ash_record LINKED_DATA_IDENTIFIER = {"LinkedDataIdentifier", LINKED_DATA_IDENTIFIER_FIELDS};

static const struct ash_field LINKED_DATA_ORGANIZATION_FIELDS[] = {
    {"@type",  "string", ASH_REQUIRED},
    {"name",   "string", ASH_REQUIRED},
    {"sameAs", "string", ASH_ABSENT},
    {NULL, NULL, 0},
};
static const struct ash_record LINKED_DATA_ORGANIZATION = {"LinkedDataOrganization", LINKED_DATA_ORGANIZATION_FIELDS};

static const struct ash_field LINKED_DATA_ADDRESS_FIELDS[] = {
    {"@type",           "string", ASH_REQUIRED},
    {"addressLocality", "string", ASH_ABSENT},
    {"addressRegion",   "string", ASH_ABSENT},
    {"addressCountry",  "string", ASH_ABSENT},
    {NULL, NULL, 0},
};
static const struct ash_record LINKED_DATA_ADDRESS = {"LinkedDataAddress", LINKED_DATA_ADDRESS_FIELDS};

static const struct ash_field LINKED_DATA_LOCATION_FIELDS[] = {
    {"@type",   "string",            ASH_REQUIRED},
    {"address", "LinkedDataAddress", ASH_REQUIRED},
    {NULL, NULL, 0},
};
static const struct ash_record LINKED_DATA_LOCATION = {"LinkedDataLocation", LINKED_DATA_LOCATION_FIELDS};

static const struct ash_field LINKED_DATA_SALARY_VALUE_FIELDS[] = {
    {"@type",    "string", ASH_REQUIRED},
    {"minValue", "number", ASH_REQUIRED},
    {"maxValue", "number", ASH_REQUIRED},
    {"unitText", "string", ASH_REQUIRED},
    {NULL, NULL, 0},
};
static const struct ash_record LINKED_DATA_SALARY_VALUE = {"LinkedDataSalaryValue", LINKED_DATA_SALARY_VALUE_FIELDS};

static const struct ash_field LINKED_DATA_SALARY_FIELDS[] = {
    {"@type",    "string",                ASH_REQUIRED},
    {"currency", "string",                ASH_REQUIRED},
    {"value",    "LinkedDataSalaryValue", ASH_REQUIRED},
    {NULL, NULL, 0},
};
static const struct ash_record LINKED_DATA_SALARY = {"LinkedDataSalary", LINKED_DATA_SALARY_FIELDS};

static const struct ash_field LINKED_DATA_FIELDS[] = {
    {"@context",           "string",                                   ASH_REQUIRED},
    {"@type",              "string",                                   ASH_REQUIRED},
    {"title",              "string",                                   ASH_REQUIRED},
    {"description",        "string",                                   ASH_REQUIRED},
    {"directApply",        "bool",                                     ASH_ABSENT},
    {"identifier",         "LinkedDataIdentifier",                     ASH_REQUIRED},
    {"datePosted",         "date",                                     ASH_ABSENT},
    {"hiringOrganization", "LinkedDataOrganization",                   ASH_REQUIRED},
    {"jobLocation",        "LinkedDataLocation",                       ASH_ABSENT},
    {"employmentType",     "enum(FULL_TIME,PART_TIME,CONTRACTOR,TEMPORARY,INTERN)", ASH_ABSENT},
    {"baseSalary",         "LinkedDataSalary",                         ASH_ABSENT},
    {NULL, NULL, 0},
};
static const struct ash_record LINKED_DATA = {"LinkedData", LINKED_DATA_FIELDS};

static const struct ash_field SURVEY_FORM_DEFINITION_FIELDS[] = {
    {"id",             "uuid",                                     ASH_REQUIRED},
    {"organizationId", "uuid",                                     ASH_REQUIRED},
    {"title",          "string",                                   ASH_REQUIRED},
    {"isArchived",     "bool",                                     ASH_REQUIRED},
    {"isDefaultForm",  "bool",                                     ASH_REQUIRED},
    {"formDefinition", "FormDefinition",                           ASH_REQUIRED},
    {"surveyType",     "enum(CandidateDataConsent,CandidateExperience,Diversity,EEOC,Questionnaire)", ASH_REQUIRED},
    {NULL, NULL, 0},
};
static const struct ash_record SURVEY_FORM_DEFINITION = {"SurveyFormDefinition", SURVEY_FORM_DEFINITION_FIELDS};

static const struct ash_field POSTING_COMPENSATION_FIELDS[] = {
    {"compensationTierSummary",             "string",                ASH_ABSENT | ASH_NULL},
    {"summaryComponents",                   "CompensationComponent", ASH_LIST},
    {"compensationTiers",                   "CompensationTier",      ASH_LIST},
    {"shouldDisplayCompensationOnJobBoard", "bool",                  ASH_ABSENT},
    {"shouldDisplayCompensation",           "bool",                  ASH_ABSENT},
    {NULL, NULL, 0},
};
static const struct ash_record POSTING_COMPENSATION = {"PostingCompensation", POSTING_COMPENSATION_FIELDS};

static const struct ash_field JOB_POSTING_DETAIL_FIELDS[] = {
    {"id",                          "uuid",                                     ASH_REQUIRED},
    {"title",                       "string",                                   ASH_REQUIRED},
    {"descriptionPlain",            "string",                                   ASH_REQUIRED},
    {"descriptionHtml",             "string",                                   ASH_REQUIRED},
    {"descriptionSocial",           "string",                                   ASH_ABSENT | ASH_NULL},
    {"descriptionParts",            "PostingDescriptionParts",                  ASH_REQUIRED},
    {"departmentName",              "string",                                   ASH_REQUIRED},
    {"teamName",                    "string",                                   ASH_REQUIRED},
    {"teamNameHierarchy",           "string",                                   ASH_ABSENT | ASH_LIST},
    {"jobId",                       "uuid",                                     ASH_REQUIRED},
    {"locationName",                "string",                                   ASH_REQUIRED},
    {"locationIds",                 "PostingLocationIds",                       ASH_REQUIRED},
    {"workplaceType",               "enum(OnSite,Hybrid,Remote)",               ASH_ABSENT | ASH_NULL},
    {"linkedData",                  "LinkedData",                               ASH_REQUIRED},
    {"publishedDate",               "date",                                     ASH_NULL},
    {"address",                     "Address",                                  ASH_ABSENT | ASH_NULL},
    {"applicationDeadline",         "datetime",                                 ASH_ABSENT | ASH_NULL},
    {"isRemote",                    "bool",                                     ASH_ABSENT},
    {"employmentType",              "enum(FullTime,PartTime,Intern,Contract,Temporary)", ASH_REQUIRED},
    {"applicationFormDefinition",   "FormDefinition",                           ASH_REQUIRED},
    {"surveyFormDefinitions",       "SurveyFormDefinition",                     ASH_LIST},
    {"status",                      "enum(Draft,Published)",                    ASH_ABSENT},
    {"isListed",                    "bool",                                     ASH_REQUIRED},
    {"suppressDescriptionOpening",  "bool",                                     ASH_ABSENT},
    {"suppressDescriptionClosing",  "bool",                                     ASH_ABSENT},
    {"externalLink",                "url",                                      ASH_ABSENT | ASH_NULL},
    {"applyLink",                   "url",                                      ASH_REQUIRED},
    {"compensation",                "PostingCompensation",                      ASH_REQUIRED},
    {"updatedAt",                   "datetime",                                 ASH_REQUIRED},
    {"applicationLimitCalloutHtml", "string",                                   ASH_ABSENT | ASH_NULL},
    {"customFields",                "CustomFieldValue",                         ASH_ABSENT | ASH_LIST},
    {"job",                         "object",                                   ASH_ABSENT},
    {NULL, NULL, 0},
};
const struct ash_record ASH_JOB_POSTING_DETAIL = {"JobPostingDetail", JOB_POSTING_DETAIL_FIELDS};

static const struct ash_field CUSTOM_FIELD_OPTION_FIELDS[] = {
    {"label",      "string", ASH_REQUIRED},
    {"value",      "string", ASH_REQUIRED},
    {"isArchived", "bool",   ASH_REQUIRED},
    {NULL, NULL, 0},
};
static const struct ash_record CUSTOM_FIELD_OPTION = {"CustomFieldOption", CUSTOM_FIELD_OPTION_FIELDS};

static const struct ash_field CUSTOM_FIELD_FIELDS[] = {
    {"id",                         "uuid",                                     ASH_REQUIRED},
    {"isPrivate",                  "bool",                                     ASH_ABSENT},
    {"title",                      "string",                                   ASH_REQUIRED},
    {"objectType",                 "enum(Application,Candidate,Employee,Job,JobPosting,Offer,Opening,Talent_Project)", ASH_REQUIRED},
    {"isArchived",                 "bool",                                     ASH_REQUIRED},
    {"fieldType",                  "enum(MultiValueSelect,NumberRange,String,Date,ValueSelect,Number,Currency,Boolean,LongText,CompensationRange,Url,UUID,Location)", ASH_REQUIRED},
    {"isRequired",                 "bool",                                     ASH_REQUIRED},
    {"selectableValues",           "CustomFieldOption",                        ASH_ABSENT | ASH_LIST},
    {"description",                "string",                                   ASH_ABSENT | ASH_NULL},
    {"isEditableOnlyViaPublicApi", "bool",                                     ASH_ABSENT},
    {"isDateOnlyField",            "bool",                                     ASH_ABSENT},
    {"referencedObjectType",       "string",                                   ASH_ABSENT | ASH_NULL},
    {"referenceIdentifier",        "string",                                   ASH_ABSENT | ASH_NULL},
    {NULL, NULL, 0},
};
const struct ash_record ASH_CUSTOM_FIELD = {"CustomField", CUSTOM_FIELD_FIELDS};

static const struct ash_field FEEDBACK_FORM_DEFINITION_FIELDS[] = {
    {"id",             "uuid",           ASH_REQUIRED},
    {"organizationId", "uuid",           ASH_REQUIRED},
    {"title",          "string",         ASH_REQUIRED},
    {"isArchived",     "bool",           ASH_REQUIRED},
    {"isDefaultForm",  "bool",           ASH_REQUIRED},
    {"formDefinition", "FormDefinition", ASH_REQUIRED},
    {"interviewId",    "uuid",           ASH_ABSENT},
    {NULL, NULL, 0},
};
const struct ash_record ASH_FEEDBACK_FORM_DEFINITION = {"FeedbackFormDefinition", FEEDBACK_FORM_DEFINITION_FIELDS};

const struct ash_record *const ASH_RECORDS[] = {
    &CONTACT_INFO,
    &FILE_HANDLE,
    &SOCIAL_LINK,
    &ASH_CANDIDATE_TAG,
    &SOURCE_TYPE,
    &ASH_SOURCE,
    &ASH_ARCHIVE_REASON,
    &APPLICATION_ARCHIVE_REASON,
    &CURRENCY,
    &NUMBER_RANGE,
    &COMPENSATION_RANGE,
    &CUSTOM_FIELD_VALUE,
    &ASH_USER,
    &HIRING_TEAM_MEMBER,
    &POSTAL_ADDRESS,
    &ADDRESS,
    &ASH_LOCATION,
    &CANDIDATE_LOCATION_COMPONENT,
    &CANDIDATE_LOCATION,
    &INTERVIEW_STAGE,
    &OPENING_VERSION,
    &OPENING,
    &FORM_SELECTABLE_VALUE,
    &FORM_FIELD,
    &FORM_SECTION_FIELD,
    &FORM_SECTION,
    &FORM_DEFINITION,
    &COMPENSATION_COMPONENT,
    &COMPENSATION_TIER,
    &RICH_TEXT,
    &ASH_CANDIDATE,
    &APPLICATION_CANDIDATE,
    &APPLICATION_JOB,
    &ASH_APPLICATION,
    &APPLICATION_HISTORY_ENTRY,
    &APPLICATION_FORM_SUBMISSION,
    &APPLICATION_REFERRAL,
    &ASH_APPLICATION_DETAIL,
    &JOB_COMPENSATION,
    &ASH_JOB,
    &ASH_DEPARTMENT,
    &POSTING_LOCATION_IDS,
    &ASH_JOB_POSTING,
    &POSTING_DESCRIPTION_PARTS,
    &LINKED_DATA_IDENTIFIER,
    &LINKED_DATA_ORGANIZATION,
    &LINKED_DATA_ADDRESS,
    &LINKED_DATA_LOCATION,
    &LINKED_DATA_SALARY_VALUE,
    &LINKED_DATA_SALARY,
    &LINKED_DATA,
    &SURVEY_FORM_DEFINITION,
    &POSTING_COMPENSATION,
    &ASH_JOB_POSTING_DETAIL,
    &CUSTOM_FIELD_OPTION,
    &ASH_CUSTOM_FIELD,
    &ASH_FEEDBACK_FORM_DEFINITION,
    NULL,
};
/* clang-format on */
