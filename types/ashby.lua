---@meta ashby
--
-- What the Lua language server knows of ashby. Written by `make docs` from the
-- catalogue: change it there.
--
-- SPDX-License-Identifier: MIT
-- luacheck: ignore 631

---@alias ashby.ErrorKind "auth"|"permission"|"invalid"|"not_found"|"expired"|"rate_limited"|"server"|"network"|"timeout"|"tls"|"protocol"|"too_large"|"closed"

---@class ashby.Error
---@field kind ashby.ErrorKind
---@field code string the vendor's or the module's name for it
---@field message string what happened
---@field method? string the vendor's method, "job.list"
---@field status? integer HTTP status, where there was an answer
---@field request_id? string what to quote to the vendor
---@field retryable boolean whether the same call may succeed later
---@field retry_after? number seconds that the server asked to wait
---@field attempts integer how often the call tried, with its retries
---@field hint? string what to do
---@field offset? integer byte of the answer at which reading stopped

---@class ashby.Meta
---@field cursor? string
---@field has_more boolean
---@field sync_token? string
---@field warnings? any
---@field request_id? string

---@class ashby.DecodeOptions
---@field fields? string[] only these fields, such as "source.title"
---@field raw? boolean each record as its bytes, a string of JSON
---@field null? any what a JSON null becomes
---@field include_gone? boolean true: also what is gone; only on a store

---@class ashby.CallOptions : ashby.DecodeOptions
---@field idempotent? boolean whether it may be retried

---@class ashby.CallPagesOptions : ashby.DecodeOptions
---@field max? integer at most this many records in all
---@field prefetch? boolean false: the next page is asked for when it is needed

---@class ashby.SearchParams : ashby.DecodeOptions
---@field query ashby.Query what to find, and in which order
---@field limit? integer records of a page: 100
---@field cursor? string meta.cursor of the page before

---@class ashby.Query
---@field filter? table operators with fields: { eq = { status = "Open" } }
---@field sort? table<string, "asc"|"desc">[] one field in each table

---@class ashby.Page
---@field records table[]
---@field meta ashby.Meta

---@class ashby.Pages
---@field next fun(self): ashby.Page?, ashby.Error?
---@field close fun(self)
---@field sync_token string?
---@overload fun(): ashby.Page

---@class ashby.Records
---@field next fun(self): table?, ashby.Error?
---@field close fun(self)
---@field sync_token string?
---@overload fun(): table

---@class ashby.Session
---@field poll fun(self, seconds: number): boolean waits; whether a step would move something
---@field step fun(self) moves what can move; never waits
---@field due fun(self): number? seconds until a step is due
---@field ended fun(self): integer how many transfers are over
---@field is_open fun(self): boolean
---@field watches fun(self): { fd: integer, read: boolean, write: boolean }[]

---@class ashby.HostedOptions
---@field connector_id? string
---@field workspace? string
---@field token? string
---@field client_id? string
---@field client_secret? string
---@field organization_id? string

---@class ashby.Options
---@field api_key? string else ASHBY_API_KEY
---@field base_url? string else ASHBY_BASE_URL, else the service's own
---@field api_version? string a dated version of the API
---@field hosted? ashby.HostedOptions talk to Airbyte's hosted connector
---@field timeout? number seconds that one attempt may take: 30
---@field connect_timeout? number seconds that connecting may take: 10
---@field deadline? number seconds for a call with its attempts and waits: 120
---@field retries? integer how often a failed read is retried: 3
---@field max_in_flight? integer requests under way at a time: 12
---@field rate_per_minute? integer at most this many requests in 60 seconds
---@field max_body? integer bytes of the largest answer: 64 MiB
---@field max_values? integer values in the largest answer: 1,000,000
---@field null? any what a JSON null becomes; else an absent field
---@field wait? "blocking"|"frame"|"luv"|"resty"|fun(session: ashby.Session, seconds: number) how time passes
---@field ca_file? string certificates of a private authority
---@field proxy? string else what the environment says
---@field allow_http? boolean allow unencrypted requests to other machines: false
---@field user_agent? string put before the module's own
---@field log? fun(event: table) gets each request, answer and retry

---@class ashby.Address
---@field postalAddress? ashby.PostalAddress

---@class ashby.Application
---@field id string
---@field createdAt string
---@field updatedAt string
---@field archivedAt? string
---@field candidate ashby.ApplicationCandidate
---@field status "Hired"|"Archived"|"Active"|"Lead"
---@field customFields ashby.CustomFieldValue[]
---@field currentInterviewStage ashby.InterviewStage
---@field source? ashby.Source
---@field creditedToUser? ashby.User
---@field archiveReason? ashby.ApplicationArchiveReason
---@field job ashby.ApplicationJob
---@field hiringTeam ashby.HiringTeamMember[]
---@field appliedViaJobPostingId? string
---@field submitterClientIp? string
---@field submitterUserAgent? string
---@field openings? ashby.Opening[]

---@class ashby.ApplicationArchiveReason
---@field id string
---@field text string
---@field reasonType "RejectedByCandidate"|"RejectedByOrg"|"Other"
---@field isArchived boolean
---@field customFields ashby.CustomFieldValue[]

---@class ashby.ApplicationCandidate
---@field id string
---@field name string
---@field primaryEmailAddress? ashby.ContactInfo
---@field primaryPhoneNumber? ashby.ContactInfo

---@class ashby.ApplicationDetail
---@field id string
---@field createdAt string
---@field updatedAt string
---@field archivedAt? string
---@field candidate ashby.ApplicationCandidate
---@field status "Hired"|"Archived"|"Active"|"Lead"
---@field resumeFileHandle? ashby.FileHandle
---@field customFields ashby.CustomFieldValue[]
---@field currentInterviewStage ashby.InterviewStage
---@field source? ashby.Source
---@field creditedToUser? ashby.User
---@field archiveReason? ashby.ApplicationArchiveReason
---@field job ashby.ApplicationJob
---@field hiringTeam ashby.HiringTeamMember[]
---@field appliedViaJobPostingId? string
---@field applicationHistory ashby.ApplicationHistoryEntry[]
---@field submitterClientIp? string
---@field submitterUserAgent? string
---@field openings? ashby.Opening[]
---@field applicationFormSubmissions? ashby.ApplicationFormSubmission[]
---@field referrals? ashby.ApplicationReferral[]

---@class ashby.ApplicationFormSubmission
---@field id string
---@field formDefinition ashby.FormDefinition
---@field submittedValues table

---@class ashby.ApplicationHistoryEntry
---@field id string
---@field stageId string
---@field title string
---@field stageNumber integer
---@field enteredStageAt string
---@field leftStageAt? string
---@field allowedActions? ("none"|"delete"|"set_entered_at")[]
---@field actorId? string

---@class ashby.ApplicationJob
---@field id string
---@field title string
---@field locationId? string
---@field departmentId? string
---@field brandId? string

---@class ashby.ApplicationReferral
---@field user ashby.User
---@field referredAt string

---@class ashby.ArchiveReason
---@field id string
---@field text string
---@field reasonType "RejectedByCandidate"|"RejectedByOrg"|"Other"
---@field isArchived boolean

---@class ashby.Candidate
---@field id string
---@field createdAt? string
---@field updatedAt? string
---@field name string
---@field primaryEmailAddress? ashby.ContactInfo
---@field emailAddresses ashby.ContactInfo[]
---@field primaryPhoneNumber? ashby.ContactInfo
---@field phoneNumbers ashby.ContactInfo[]
---@field socialLinks ashby.SocialLink[]
---@field tags ashby.CandidateTag[]
---@field position? string
---@field company? string
---@field school? string
---@field applicationIds string[]
---@field resumeFileHandle? ashby.FileHandle
---@field fileHandles ashby.FileHandle[]
---@field customFields ashby.CustomFieldValue[]
---@field profileUrl string
---@field source? ashby.Source
---@field creditedToUser? ashby.User
---@field timezone? string
---@field fraudStatus? "Fraudulent"|"NotFraudulent"|"Unsure"|"Unreviewed"|"PassedFraudCheck"
---@field location? ashby.CandidateLocation

---@class ashby.CandidateLocation
---@field id string
---@field locationSummary string
---@field locationComponents ashby.CandidateLocationComponent[]

---@class ashby.CandidateLocationComponent
---@field type "Country"|"Region"|"City"
---@field name string

---@class ashby.CandidateTag
---@field id string
---@field title string
---@field isArchived boolean

---@class ashby.CompensationComponent
---@field id? string
---@field compensationType "Salary"|"EquityPercentage"|"EquityCashValue"|"Commission"|"Bonus"
---@field interval "NONE"|"1 TIME"|"1 HOUR"|"1 DAY"|"1 WEEK"|"2 WEEK"|"1 MONTH"|"2 MONTH"|"1 YEAR"|"6 MONTH"|"0.5 MONTH"|"3 MONTH"
---@field currencyCode? string
---@field label? string
---@field minValue? number
---@field maxValue? number
---@field summary string

---@class ashby.CompensationRange
---@field type "compensation-range"
---@field minValue number
---@field maxValue number
---@field currencyCode string
---@field interval "NONE"|"1 TIME"|"1 HOUR"|"1 DAY"|"1 WEEK"|"2 WEEK"|"1 MONTH"|"2 MONTH"|"1 YEAR"|"6 MONTH"|"0.5 MONTH"|"3 MONTH"

---@class ashby.CompensationTier
---@field id string
---@field title? string
---@field additionalInformation? string
---@field components ashby.CompensationComponent[]
---@field tierSummary string

---@class ashby.ContactInfo
---@field value string
---@field type "Personal"|"Work"|"Other"
---@field isPrimary boolean

---@class ashby.Currency
---@field value number
---@field currencyCode string

---@class ashby.CustomField
---@field id string
---@field isPrivate? boolean
---@field title string
---@field objectType "Application"|"Candidate"|"Employee"|"Job"|"JobPosting"|"Offer"|"Opening"|"Talent_Project"
---@field isArchived boolean
---@field fieldType "MultiValueSelect"|"NumberRange"|"String"|"Date"|"ValueSelect"|"Number"|"Currency"|"Boolean"|"LongText"|"CompensationRange"|"Url"|"UUID"|"Location"
---@field isRequired boolean
---@field selectableValues? ashby.CustomFieldOption[]
---@field description? string
---@field isEditableOnlyViaPublicApi? boolean
---@field isDateOnlyField? boolean
---@field referencedObjectType? string
---@field referenceIdentifier? string

---@class ashby.CustomFieldOption
---@field label string
---@field value string
---@field isArchived boolean

---@class ashby.CustomFieldValue
---@field id string
---@field isPrivate? boolean
---@field title string
---@field value boolean|number|string|string[]|ashby.Currency|ashby.NumberRange|ashby.CompensationRange
---@field valueLabel? string|string[]
---@field referenceIdentifier? string

---@class ashby.Department
---@field id string
---@field name string
---@field externalName? string
---@field isArchived boolean
---@field parentId? string
---@field createdAt string
---@field updatedAt string
---@field extraData? table<string, string>

---@class ashby.FeedbackFormDefinition
---@field id string
---@field organizationId string
---@field title string
---@field isArchived boolean
---@field isDefaultForm boolean
---@field formDefinition ashby.FormDefinition
---@field interviewId? string

---@class ashby.FileHandle
---@field id string
---@field name string
---@field handle string

---@class ashby.FormDefinition
---@field sections? ashby.FormSection[]

---@class ashby.FormField
---@field id string
---@field type string
---@field path string
---@field humanReadablePath string
---@field title string
---@field isNullable boolean
---@field selectableValues? ashby.FormSelectableValue[]

---@class ashby.FormSection
---@field title? string
---@field descriptionHtml? string
---@field descriptionPlain? string
---@field fields ashby.FormSectionField[]

---@class ashby.FormSectionField
---@field isRequired boolean
---@field descriptionHtml? string
---@field descriptionPlain? string
---@field field ashby.FormField

---@class ashby.FormSelectableValue
---@field label string
---@field value string

---@class ashby.HiringTeamMember
---@field email string
---@field firstName string
---@field lastName string
---@field role string
---@field userId string

---@class ashby.InterviewStage
---@field id string
---@field title string
---@field type string
---@field interviewPlanId string
---@field orderInInterviewPlan integer
---@field interviewStageGroupId? string

---@class ashby.Job
---@field id string
---@field title string
---@field confidential boolean
---@field status "Draft"|"Open"|"Closed"|"Archived"
---@field employmentType "FullTime"|"PartTime"|"Intern"|"Contract"|"Temporary"
---@field locationId? string
---@field departmentId? string
---@field defaultInterviewPlanId? string
---@field interviewPlanIds string[]
---@field jobPostingIds string[]
---@field customFields ashby.CustomFieldValue[]
---@field hiringTeam ashby.HiringTeamMember[]
---@field customRequisitionId? string
---@field brandId? string
---@field author? ashby.User
---@field createdAt string
---@field updatedAt string
---@field openedAt? string
---@field closedAt? string
---@field location? ashby.Location
---@field openings? ashby.Opening[]
---@field compensation? ashby.JobCompensation

---@class ashby.JobCompensation
---@field compensationTiers ashby.CompensationTier[]

---@class ashby.JobPosting
---@field id string
---@field title string
---@field jobId string
---@field departmentName string
---@field teamName string
---@field locationName string
---@field locationExternalName? string
---@field workplaceType? "OnSite"|"Hybrid"|"Remote"
---@field employmentType "FullTime"|"PartTime"|"Intern"|"Contract"|"Temporary"
---@field status? "Draft"|"Published"
---@field isListed boolean
---@field publishedDate? string
---@field applicationDeadline? string
---@field externalLink? string
---@field applyLink string
---@field locationIds ashby.PostingLocationIds
---@field compensationTierSummary? string
---@field shouldDisplayCompensationOnJobBoard boolean
---@field updatedAt string
---@field customFields? ashby.CustomFieldValue[]

---@class ashby.JobPostingDetail
---@field id string
---@field title string
---@field descriptionPlain string
---@field descriptionHtml string
---@field descriptionSocial? string
---@field descriptionParts ashby.PostingDescriptionParts
---@field departmentName string
---@field teamName string
---@field teamNameHierarchy? string[]
---@field jobId string
---@field locationName string
---@field locationIds ashby.PostingLocationIds
---@field workplaceType? "OnSite"|"Hybrid"|"Remote"
---@field linkedData ashby.LinkedData
---@field publishedDate? string
---@field address? ashby.Address
---@field applicationDeadline? string
---@field isRemote? boolean
---@field employmentType "FullTime"|"PartTime"|"Intern"|"Contract"|"Temporary"
---@field applicationFormDefinition ashby.FormDefinition
---@field surveyFormDefinitions ashby.SurveyFormDefinition[]
---@field status? "Draft"|"Published"
---@field isListed boolean
---@field suppressDescriptionOpening? boolean
---@field suppressDescriptionClosing? boolean
---@field externalLink? string
---@field applyLink string
---@field compensation ashby.PostingCompensation
---@field updatedAt string
---@field applicationLimitCalloutHtml? string
---@field customFields? ashby.CustomFieldValue[]
---@field job? table

---@class ashby.LinkedData
---@field @context string
---@field @type string
---@field title string
---@field description string
---@field directApply? boolean
---@field identifier ashby.LinkedDataIdentifier
---@field datePosted? string
---@field hiringOrganization ashby.LinkedDataOrganization
---@field jobLocation? ashby.LinkedDataLocation
---@field employmentType? "FULL_TIME"|"PART_TIME"|"CONTRACTOR"|"TEMPORARY"|"INTERN"
---@field baseSalary? ashby.LinkedDataSalary

---@class ashby.LinkedDataAddress
---@field @type string
---@field addressLocality? string
---@field addressRegion? string
---@field addressCountry? string

---@class ashby.LinkedDataIdentifier
---@field @type string
---@field name string
---@field value string

---@class ashby.LinkedDataLocation
---@field @type string
---@field address ashby.LinkedDataAddress

---@class ashby.LinkedDataOrganization
---@field @type string
---@field name string
---@field sameAs? string

---@class ashby.LinkedDataSalary
---@field @type string
---@field currency string
---@field value ashby.LinkedDataSalaryValue

---@class ashby.LinkedDataSalaryValue
---@field @type string
---@field minValue number
---@field maxValue number
---@field unitText string

---@class ashby.Location
---@field id string
---@field name string
---@field externalName? string
---@field isArchived boolean
---@field address? ashby.Address
---@field isRemote? boolean
---@field workplaceType? "OnSite"|"Hybrid"|"Remote"
---@field parentLocationId? string
---@field type? "Location"|"LocationHierarchy"
---@field extraData? table<string, string>

---@class ashby.NumberRange
---@field type "number-range"
---@field minValue number
---@field maxValue number

---@class ashby.Opening
---@field id string
---@field openedAt? string
---@field closedAt? string
---@field isArchived boolean
---@field archivedAt? string
---@field closeReasonId? string
---@field openingState "Approved"|"Closed"|"Draft"|"Filled"|"Open"
---@field latestVersion? ashby.OpeningVersion

---@class ashby.OpeningVersion
---@field id string
---@field identifier string
---@field description string
---@field authorId string
---@field createdAt string
---@field teamId? string
---@field jobIds string[]
---@field targetHireDate? string
---@field targetStartDate? string
---@field isBackfill boolean
---@field employmentType "FullTime"|"PartTime"|"Intern"|"Contract"|"Temporary"
---@field locationIds string[]
---@field hiringTeam ashby.HiringTeamMember[]
---@field customFields ashby.CustomFieldValue[]

---@class ashby.PostalAddress
---@field addressCountry? string
---@field addressRegion? string
---@field addressLocality? string
---@field postalCode? string
---@field streetAddress? string

---@class ashby.PostingCompensation
---@field compensationTierSummary? string
---@field summaryComponents ashby.CompensationComponent[]
---@field compensationTiers ashby.CompensationTier[]
---@field shouldDisplayCompensationOnJobBoard? boolean
---@field shouldDisplayCompensation? boolean

---@class ashby.PostingDescriptionParts
---@field descriptionOpening? ashby.RichText
---@field descriptionBody? ashby.RichText
---@field descriptionClosing? ashby.RichText

---@class ashby.PostingLocationIds
---@field primaryLocationId string
---@field secondaryLocationIds string[]

---@class ashby.RichText
---@field html? string
---@field plain? string

---@class ashby.SocialLink
---@field type "LinkedIn"|"GitHub"|"Twitter"|"Medium"|"StackOverflow"|"YouTube"|"CodePen"|"Website"
---@field url string

---@class ashby.Source
---@field id string
---@field title string
---@field isArchived boolean
---@field sourceType? ashby.SourceType

---@class ashby.SourceType
---@field id string
---@field title string
---@field isArchived boolean

---@class ashby.SurveyFormDefinition
---@field id string
---@field organizationId string
---@field title string
---@field isArchived boolean
---@field isDefaultForm boolean
---@field formDefinition ashby.FormDefinition
---@field surveyType "CandidateDataConsent"|"CandidateExperience"|"Diversity"|"EEOC"|"Questionnaire"

---@class ashby.User
---@field id string
---@field firstName string
---@field lastName string
---@field email? string
---@field globalRole "Organization Admin"|"Elevated Access"|"Limited Access"|"External Recruiter"
---@field isEnabled boolean
---@field updatedAt string
---@field managerId? string
---@field customFields? ashby.CustomFieldValue[]

---@class ashby.CandidatesListParams
---@field cursor? string opaque nextCursor of the previous page
---@field limit? integer records in a page, 1 to 100
---@field sync_token? string opaque token from the last page of an earlier complete pass
---@field created_after? integer|string only records created after this instant
---@field fields? string[] only these fields, such as "source.title"
---@field raw? boolean each record as its bytes, a string of JSON
---@field null? any what a JSON null becomes
---@field include_gone? boolean true: also what is gone; only on a store
---@field max? integer at most this many records in all
---@field prefetch? boolean false: the next page is asked for when it is needed
---@field parallel? boolean true: in several parts side by side

---@class ashby.CandidatesPage
---@field records ashby.Candidate[]
---@field meta ashby.Meta

---@class ashby.CandidatesRecords
---@field next fun(self): ashby.Candidate?, ashby.Error?
---@field close fun(self)
---@field sync_token string?
---@overload fun(): ashby.Candidate

---@class ashby.CandidatesPages
---@field next fun(self): ashby.CandidatesPage?, ashby.Error?
---@field close fun(self)
---@field sync_token string?
---@overload fun(): ashby.CandidatesPage

---@class ashby.CandidatesGetParams
---@field id? string one of id and externalMappingId
---@field external_mapping_id? string alternative to id: id given by an outside system
---@field fields? string[] only these fields, such as "source.title"
---@field raw? boolean each record as its bytes, a string of JSON
---@field null? any what a JSON null becomes
---@field include_gone? boolean true: also what is gone; only on a store

---@class ashby.Candidates
---@field list fun(params?: ashby.CandidatesListParams): ashby.CandidatesPage?, ashby.Error? one page
---@field pages fun(params?: ashby.CandidatesListParams): ashby.CandidatesPages iterator over pages
---@field each fun(params?: ashby.CandidatesListParams): ashby.CandidatesRecords iterator over records
---@field all fun(params?: ashby.CandidatesListParams): ashby.Candidate[]?, ashby.Error? one array
---@field get fun(id: string|ashby.CandidatesGetParams): ashby.Candidate?, ashby.Error? one record
---@field get_many fun(ids: string[], options?: ashby.DecodeOptions): (ashby.Candidate|false)[]?, table<integer, ashby.Error>|ashby.Error records in the order of the ids
---@field search fun(params: ashby.SearchParams): ashby.CandidatesPage?, ashby.Error? a filter and a sort over any source

---@class ashby.ApplicationsListParams
---@field cursor? string opaque nextCursor of the previous page
---@field limit? integer records in a page, 1 to 100
---@field sync_token? string opaque token from the last page of an earlier complete pass
---@field created_after? integer|string only records created after this instant
---@field status? "Hired"|"Archived"|"Active"|"Lead"
---@field job_id? string only applications to this job
---@field expand? "openings"|"openings"[]
---@field fields? string[] only these fields, such as "source.title"
---@field raw? boolean each record as its bytes, a string of JSON
---@field null? any what a JSON null becomes
---@field include_gone? boolean true: also what is gone; only on a store
---@field max? integer at most this many records in all
---@field prefetch? boolean false: the next page is asked for when it is needed
---@field parallel? boolean true: in several parts side by side

---@class ashby.ApplicationsPage
---@field records ashby.Application[]
---@field meta ashby.Meta

---@class ashby.ApplicationsRecords
---@field next fun(self): ashby.Application?, ashby.Error?
---@field close fun(self)
---@field sync_token string?
---@overload fun(): ashby.Application

---@class ashby.ApplicationsPages
---@field next fun(self): ashby.ApplicationsPage?, ashby.Error?
---@field close fun(self)
---@field sync_token string?
---@overload fun(): ashby.ApplicationsPage

---@class ashby.ApplicationsGetParams
---@field id? string short for application_id
---@field application_id? string one of applicationId and submittedFormInstanceId; applicationId wins when both are sent
---@field submitted_form_instance_id? string id returned by applicationForm.submit
---@field expand? "openings"|"applicationFormSubmissions"|"referrals"|("openings"|"applicationFormSubmissions"|"referrals")[]
---@field fields? string[] only these fields, such as "source.title"
---@field raw? boolean each record as its bytes, a string of JSON
---@field null? any what a JSON null becomes
---@field include_gone? boolean true: also what is gone; only on a store

---@class ashby.Applications
---@field list fun(params?: ashby.ApplicationsListParams): ashby.ApplicationsPage?, ashby.Error? one page
---@field pages fun(params?: ashby.ApplicationsListParams): ashby.ApplicationsPages iterator over pages
---@field each fun(params?: ashby.ApplicationsListParams): ashby.ApplicationsRecords iterator over records
---@field all fun(params?: ashby.ApplicationsListParams): ashby.Application[]?, ashby.Error? one array
---@field get fun(id: string|ashby.ApplicationsGetParams): ashby.ApplicationDetail?, ashby.Error? one record
---@field get_many fun(ids: string[], options?: ashby.DecodeOptions): (ashby.ApplicationDetail|false)[]?, table<integer, ashby.Error>|ashby.Error records in the order of the ids
---@field search fun(params: ashby.SearchParams): ashby.ApplicationsPage?, ashby.Error? a filter and a sort over any source

---@class ashby.JobsListParams
---@field cursor? string opaque nextCursor of the previous page
---@field limit? integer records in a page, 1 to 100
---@field sync_token? string opaque token from the last page of an earlier complete pass
---@field created_after? integer|string only records created after this instant
---@field status? "Draft"|"Open"|"Closed"|"Archived"|("Draft"|"Open"|"Closed"|"Archived")[] Draft jobs only when asked for
---@field opened_after? integer|string
---@field opened_before? integer|string
---@field closed_after? integer|string
---@field closed_before? integer|string
---@field include_unpublished_job_postings_ids? boolean jobPostingIds then also lists unpublished postings
---@field expand? "location"|"openings"|("location"|"openings")[]
---@field fields? string[] only these fields, such as "source.title"
---@field raw? boolean each record as its bytes, a string of JSON
---@field null? any what a JSON null becomes
---@field include_gone? boolean true: also what is gone; only on a store
---@field max? integer at most this many records in all
---@field prefetch? boolean false: the next page is asked for when it is needed
---@field parallel? boolean true: in several parts side by side

---@class ashby.JobsPage
---@field records ashby.Job[]
---@field meta ashby.Meta

---@class ashby.JobsRecords
---@field next fun(self): ashby.Job?, ashby.Error?
---@field close fun(self)
---@field sync_token string?
---@overload fun(): ashby.Job

---@class ashby.JobsPages
---@field next fun(self): ashby.JobsPage?, ashby.Error?
---@field close fun(self)
---@field sync_token string?
---@overload fun(): ashby.JobsPage

---@class ashby.JobsGetParams
---@field id? string job id
---@field include_unpublished_job_postings_ids? boolean
---@field expand? "location"|"openings"|("location"|"openings")[]
---@field fields? string[] only these fields, such as "source.title"
---@field raw? boolean each record as its bytes, a string of JSON
---@field null? any what a JSON null becomes
---@field include_gone? boolean true: also what is gone; only on a store

---@class ashby.Jobs
---@field list fun(params?: ashby.JobsListParams): ashby.JobsPage?, ashby.Error? one page
---@field pages fun(params?: ashby.JobsListParams): ashby.JobsPages iterator over pages
---@field each fun(params?: ashby.JobsListParams): ashby.JobsRecords iterator over records
---@field all fun(params?: ashby.JobsListParams): ashby.Job[]?, ashby.Error? one array
---@field get fun(id: string|ashby.JobsGetParams): ashby.Job?, ashby.Error? one record
---@field get_many fun(ids: string[], options?: ashby.DecodeOptions): (ashby.Job|false)[]?, table<integer, ashby.Error>|ashby.Error records in the order of the ids
---@field search fun(params: ashby.SearchParams): ashby.JobsPage?, ashby.Error? a filter and a sort over any source

---@class ashby.DepartmentsListParams
---@field cursor? string opaque nextCursor of the previous page
---@field limit? integer records in a page, 1 to 100
---@field sync_token? string opaque token from the last page of an earlier complete pass
---@field include_archived? boolean also return archived records
---@field fields? string[] only these fields, such as "source.title"
---@field raw? boolean each record as its bytes, a string of JSON
---@field null? any what a JSON null becomes
---@field include_gone? boolean true: also what is gone; only on a store
---@field max? integer at most this many records in all
---@field prefetch? boolean false: the next page is asked for when it is needed
---@field parallel? boolean true: in several parts side by side

---@class ashby.DepartmentsPage
---@field records ashby.Department[]
---@field meta ashby.Meta

---@class ashby.DepartmentsRecords
---@field next fun(self): ashby.Department?, ashby.Error?
---@field close fun(self)
---@field sync_token string?
---@overload fun(): ashby.Department

---@class ashby.DepartmentsPages
---@field next fun(self): ashby.DepartmentsPage?, ashby.Error?
---@field close fun(self)
---@field sync_token string?
---@overload fun(): ashby.DepartmentsPage

---@class ashby.DepartmentsGetParams
---@field id? string short for department_id
---@field department_id? string department or team id
---@field fields? string[] only these fields, such as "source.title"
---@field raw? boolean each record as its bytes, a string of JSON
---@field null? any what a JSON null becomes
---@field include_gone? boolean true: also what is gone; only on a store

---@class ashby.Departments
---@field list fun(params?: ashby.DepartmentsListParams): ashby.DepartmentsPage?, ashby.Error? one page
---@field pages fun(params?: ashby.DepartmentsListParams): ashby.DepartmentsPages iterator over pages
---@field each fun(params?: ashby.DepartmentsListParams): ashby.DepartmentsRecords iterator over records
---@field all fun(params?: ashby.DepartmentsListParams): ashby.Department[]?, ashby.Error? one array
---@field get fun(id: string|ashby.DepartmentsGetParams): ashby.Department?, ashby.Error? one record
---@field get_many fun(ids: string[], options?: ashby.DecodeOptions): (ashby.Department|false)[]?, table<integer, ashby.Error>|ashby.Error records in the order of the ids
---@field search fun(params: ashby.SearchParams): ashby.DepartmentsPage?, ashby.Error? a filter and a sort over any source

---@class ashby.LocationsListParams
---@field cursor? string opaque nextCursor of the previous page
---@field limit? integer records in a page, 1 to 100
---@field sync_token? string opaque token from the last page of an earlier complete pass
---@field include_archived? boolean also return archived records
---@field include_location_hierarchy? boolean also return regions (type LocationHierarchy)
---@field fields? string[] only these fields, such as "source.title"
---@field raw? boolean each record as its bytes, a string of JSON
---@field null? any what a JSON null becomes
---@field include_gone? boolean true: also what is gone; only on a store
---@field max? integer at most this many records in all
---@field prefetch? boolean false: the next page is asked for when it is needed
---@field parallel? boolean true: in several parts side by side

---@class ashby.LocationsPage
---@field records ashby.Location[]
---@field meta ashby.Meta

---@class ashby.LocationsRecords
---@field next fun(self): ashby.Location?, ashby.Error?
---@field close fun(self)
---@field sync_token string?
---@overload fun(): ashby.Location

---@class ashby.LocationsPages
---@field next fun(self): ashby.LocationsPage?, ashby.Error?
---@field close fun(self)
---@field sync_token string?
---@overload fun(): ashby.LocationsPage

---@class ashby.LocationsGetParams
---@field id? string short for location_id
---@field location_id? string location id
---@field fields? string[] only these fields, such as "source.title"
---@field raw? boolean each record as its bytes, a string of JSON
---@field null? any what a JSON null becomes
---@field include_gone? boolean true: also what is gone; only on a store

---@class ashby.Locations
---@field list fun(params?: ashby.LocationsListParams): ashby.LocationsPage?, ashby.Error? one page
---@field pages fun(params?: ashby.LocationsListParams): ashby.LocationsPages iterator over pages
---@field each fun(params?: ashby.LocationsListParams): ashby.LocationsRecords iterator over records
---@field all fun(params?: ashby.LocationsListParams): ashby.Location[]?, ashby.Error? one array
---@field get fun(id: string|ashby.LocationsGetParams): ashby.Location?, ashby.Error? one record
---@field get_many fun(ids: string[], options?: ashby.DecodeOptions): (ashby.Location|false)[]?, table<integer, ashby.Error>|ashby.Error records in the order of the ids
---@field search fun(params: ashby.SearchParams): ashby.LocationsPage?, ashby.Error? a filter and a sort over any source

---@class ashby.UsersListParams
---@field cursor? string opaque nextCursor of the previous page
---@field limit? integer records in a page, 1 to 100
---@field sync_token? string opaque token from the last page of an earlier complete pass
---@field include_deactivated? boolean also return deactivated users
---@field fields? string[] only these fields, such as "source.title"
---@field raw? boolean each record as its bytes, a string of JSON
---@field null? any what a JSON null becomes
---@field include_gone? boolean true: also what is gone; only on a store
---@field max? integer at most this many records in all
---@field prefetch? boolean false: the next page is asked for when it is needed
---@field parallel? boolean true: in several parts side by side

---@class ashby.UsersPage
---@field records ashby.User[]
---@field meta ashby.Meta

---@class ashby.UsersRecords
---@field next fun(self): ashby.User?, ashby.Error?
---@field close fun(self)
---@field sync_token string?
---@overload fun(): ashby.User

---@class ashby.UsersPages
---@field next fun(self): ashby.UsersPage?, ashby.Error?
---@field close fun(self)
---@field sync_token string?
---@overload fun(): ashby.UsersPage

---@class ashby.UsersGetParams
---@field id? string short for user_id
---@field user_id? string user id
---@field fields? string[] only these fields, such as "source.title"
---@field raw? boolean each record as its bytes, a string of JSON
---@field null? any what a JSON null becomes
---@field include_gone? boolean true: also what is gone; only on a store

---@class ashby.Users
---@field list fun(params?: ashby.UsersListParams): ashby.UsersPage?, ashby.Error? one page
---@field pages fun(params?: ashby.UsersListParams): ashby.UsersPages iterator over pages
---@field each fun(params?: ashby.UsersListParams): ashby.UsersRecords iterator over records
---@field all fun(params?: ashby.UsersListParams): ashby.User[]?, ashby.Error? one array
---@field get fun(id: string|ashby.UsersGetParams): ashby.User?, ashby.Error? one record
---@field get_many fun(ids: string[], options?: ashby.DecodeOptions): (ashby.User|false)[]?, table<integer, ashby.Error>|ashby.Error records in the order of the ids
---@field search fun(params: ashby.SearchParams): ashby.UsersPage?, ashby.Error? a filter and a sort over any source

---@class ashby.JobPostingsListParams
---@field location? string location name, case sensitive
---@field department? string department name, case sensitive
---@field listed_only? boolean leave out unlisted postings
---@field job_board_id? string postings on this board; default the primary external board
---@field include_unpublished_job_postings? boolean
---@field limit? integer taken and ignored: the list does not page
---@field cursor? string taken and ignored: the list does not page
---@field fields? string[] only these fields, such as "source.title"
---@field raw? boolean each record as its bytes, a string of JSON
---@field null? any what a JSON null becomes
---@field include_gone? boolean true: also what is gone; only on a store
---@field max? integer at most this many records in all
---@field prefetch? boolean false: the next page is asked for when it is needed
---@field parallel? boolean true: in several parts side by side

---@class ashby.JobPostingsPage
---@field records ashby.JobPosting[]
---@field meta ashby.Meta

---@class ashby.JobPostingsRecords
---@field next fun(self): ashby.JobPosting?, ashby.Error?
---@field close fun(self)
---@field sync_token string?
---@overload fun(): ashby.JobPosting

---@class ashby.JobPostingsPages
---@field next fun(self): ashby.JobPostingsPage?, ashby.Error?
---@field close fun(self)
---@field sync_token string?
---@overload fun(): ashby.JobPostingsPage

---@class ashby.JobPostingsGetParams
---@field id? string short for job_posting_id
---@field job_posting_id? string job posting id
---@field job_board_id? string render for this board; default an external board
---@field expand? "job"|"job"[]
---@field include_unpublished_job_postings? boolean
---@field fields? string[] only these fields, such as "source.title"
---@field raw? boolean each record as its bytes, a string of JSON
---@field null? any what a JSON null becomes
---@field include_gone? boolean true: also what is gone; only on a store

---@class ashby.JobPostings
---@field list fun(params?: ashby.JobPostingsListParams): ashby.JobPostingsPage?, ashby.Error? one page
---@field pages fun(params?: ashby.JobPostingsListParams): ashby.JobPostingsPages iterator over pages
---@field each fun(params?: ashby.JobPostingsListParams): ashby.JobPostingsRecords iterator over records
---@field all fun(params?: ashby.JobPostingsListParams): ashby.JobPosting[]?, ashby.Error? one array
---@field get fun(id: string|ashby.JobPostingsGetParams): ashby.JobPostingDetail?, ashby.Error? one record
---@field get_many fun(ids: string[], options?: ashby.DecodeOptions): (ashby.JobPostingDetail|false)[]?, table<integer, ashby.Error>|ashby.Error records in the order of the ids
---@field search fun(params: ashby.SearchParams): ashby.JobPostingsPage?, ashby.Error? a filter and a sort over any source

---@class ashby.SourcesListParams
---@field include_archived? boolean also return archived records
---@field limit? integer taken and ignored: the list does not page
---@field cursor? string taken and ignored: the list does not page
---@field fields? string[] only these fields, such as "source.title"
---@field raw? boolean each record as its bytes, a string of JSON
---@field null? any what a JSON null becomes
---@field include_gone? boolean true: also what is gone; only on a store
---@field max? integer at most this many records in all
---@field prefetch? boolean false: the next page is asked for when it is needed
---@field parallel? boolean true: in several parts side by side

---@class ashby.SourcesPage
---@field records ashby.Source[]
---@field meta ashby.Meta

---@class ashby.SourcesRecords
---@field next fun(self): ashby.Source?, ashby.Error?
---@field close fun(self)
---@field sync_token string?
---@overload fun(): ashby.Source

---@class ashby.SourcesPages
---@field next fun(self): ashby.SourcesPage?, ashby.Error?
---@field close fun(self)
---@field sync_token string?
---@overload fun(): ashby.SourcesPage

---@class ashby.Sources
---@field list fun(params?: ashby.SourcesListParams): ashby.SourcesPage?, ashby.Error? one page
---@field pages fun(params?: ashby.SourcesListParams): ashby.SourcesPages iterator over pages
---@field each fun(params?: ashby.SourcesListParams): ashby.SourcesRecords iterator over records
---@field all fun(params?: ashby.SourcesListParams): ashby.Source[]?, ashby.Error? one array
---@field search fun(params: ashby.SearchParams): ashby.SourcesPage?, ashby.Error? a filter and a sort over any source

---@class ashby.ArchiveReasonsListParams
---@field include_archived? boolean also return archived records
---@field limit? integer taken and ignored: the list does not page
---@field cursor? string taken and ignored: the list does not page
---@field fields? string[] only these fields, such as "source.title"
---@field raw? boolean each record as its bytes, a string of JSON
---@field null? any what a JSON null becomes
---@field include_gone? boolean true: also what is gone; only on a store
---@field max? integer at most this many records in all
---@field prefetch? boolean false: the next page is asked for when it is needed
---@field parallel? boolean true: in several parts side by side

---@class ashby.ArchiveReasonsPage
---@field records ashby.ArchiveReason[]
---@field meta ashby.Meta

---@class ashby.ArchiveReasonsRecords
---@field next fun(self): ashby.ArchiveReason?, ashby.Error?
---@field close fun(self)
---@field sync_token string?
---@overload fun(): ashby.ArchiveReason

---@class ashby.ArchiveReasonsPages
---@field next fun(self): ashby.ArchiveReasonsPage?, ashby.Error?
---@field close fun(self)
---@field sync_token string?
---@overload fun(): ashby.ArchiveReasonsPage

---@class ashby.ArchiveReasons
---@field list fun(params?: ashby.ArchiveReasonsListParams): ashby.ArchiveReasonsPage?, ashby.Error? one page
---@field pages fun(params?: ashby.ArchiveReasonsListParams): ashby.ArchiveReasonsPages iterator over pages
---@field each fun(params?: ashby.ArchiveReasonsListParams): ashby.ArchiveReasonsRecords iterator over records
---@field all fun(params?: ashby.ArchiveReasonsListParams): ashby.ArchiveReason[]?, ashby.Error? one array
---@field search fun(params: ashby.SearchParams): ashby.ArchiveReasonsPage?, ashby.Error? a filter and a sort over any source

---@class ashby.CandidateTagsListParams
---@field cursor? string opaque nextCursor of the previous page
---@field limit? integer records in a page, 1 to 100
---@field sync_token? string opaque token from the last page of an earlier complete pass
---@field include_archived? boolean also return archived records
---@field fields? string[] only these fields, such as "source.title"
---@field raw? boolean each record as its bytes, a string of JSON
---@field null? any what a JSON null becomes
---@field include_gone? boolean true: also what is gone; only on a store
---@field max? integer at most this many records in all
---@field prefetch? boolean false: the next page is asked for when it is needed
---@field parallel? boolean true: in several parts side by side

---@class ashby.CandidateTagsPage
---@field records ashby.CandidateTag[]
---@field meta ashby.Meta

---@class ashby.CandidateTagsRecords
---@field next fun(self): ashby.CandidateTag?, ashby.Error?
---@field close fun(self)
---@field sync_token string?
---@overload fun(): ashby.CandidateTag

---@class ashby.CandidateTagsPages
---@field next fun(self): ashby.CandidateTagsPage?, ashby.Error?
---@field close fun(self)
---@field sync_token string?
---@overload fun(): ashby.CandidateTagsPage

---@class ashby.CandidateTags
---@field list fun(params?: ashby.CandidateTagsListParams): ashby.CandidateTagsPage?, ashby.Error? one page
---@field pages fun(params?: ashby.CandidateTagsListParams): ashby.CandidateTagsPages iterator over pages
---@field each fun(params?: ashby.CandidateTagsListParams): ashby.CandidateTagsRecords iterator over records
---@field all fun(params?: ashby.CandidateTagsListParams): ashby.CandidateTag[]?, ashby.Error? one array
---@field search fun(params: ashby.SearchParams): ashby.CandidateTagsPage?, ashby.Error? a filter and a sort over any source

---@class ashby.CustomFieldsListParams
---@field cursor? string opaque nextCursor of the previous page
---@field limit? integer records in a page, 1 to 100
---@field sync_token? string opaque token from the last page of an earlier complete pass
---@field include_archived? boolean also return archived records
---@field fields? string[] only these fields, such as "source.title"
---@field raw? boolean each record as its bytes, a string of JSON
---@field null? any what a JSON null becomes
---@field include_gone? boolean true: also what is gone; only on a store
---@field max? integer at most this many records in all
---@field prefetch? boolean false: the next page is asked for when it is needed
---@field parallel? boolean true: in several parts side by side

---@class ashby.CustomFieldsPage
---@field records ashby.CustomField[]
---@field meta ashby.Meta

---@class ashby.CustomFieldsRecords
---@field next fun(self): ashby.CustomField?, ashby.Error?
---@field close fun(self)
---@field sync_token string?
---@overload fun(): ashby.CustomField

---@class ashby.CustomFieldsPages
---@field next fun(self): ashby.CustomFieldsPage?, ashby.Error?
---@field close fun(self)
---@field sync_token string?
---@overload fun(): ashby.CustomFieldsPage

---@class ashby.CustomFields
---@field list fun(params?: ashby.CustomFieldsListParams): ashby.CustomFieldsPage?, ashby.Error? one page
---@field pages fun(params?: ashby.CustomFieldsListParams): ashby.CustomFieldsPages iterator over pages
---@field each fun(params?: ashby.CustomFieldsListParams): ashby.CustomFieldsRecords iterator over records
---@field all fun(params?: ashby.CustomFieldsListParams): ashby.CustomField[]?, ashby.Error? one array
---@field search fun(params: ashby.SearchParams): ashby.CustomFieldsPage?, ashby.Error? a filter and a sort over any source

---@class ashby.FeedbackFormDefinitionsListParams
---@field cursor? string opaque nextCursor of the previous page
---@field limit? integer records in a page, 1 to 100
---@field sync_token? string opaque token from the last page of an earlier complete pass
---@field include_archived? boolean also return archived records
---@field fields? string[] only these fields, such as "source.title"
---@field raw? boolean each record as its bytes, a string of JSON
---@field null? any what a JSON null becomes
---@field include_gone? boolean true: also what is gone; only on a store
---@field max? integer at most this many records in all
---@field prefetch? boolean false: the next page is asked for when it is needed
---@field parallel? boolean true: in several parts side by side

---@class ashby.FeedbackFormDefinitionsPage
---@field records ashby.FeedbackFormDefinition[]
---@field meta ashby.Meta

---@class ashby.FeedbackFormDefinitionsRecords
---@field next fun(self): ashby.FeedbackFormDefinition?, ashby.Error?
---@field close fun(self)
---@field sync_token string?
---@overload fun(): ashby.FeedbackFormDefinition

---@class ashby.FeedbackFormDefinitionsPages
---@field next fun(self): ashby.FeedbackFormDefinitionsPage?, ashby.Error?
---@field close fun(self)
---@field sync_token string?
---@overload fun(): ashby.FeedbackFormDefinitionsPage

---@class ashby.FeedbackFormDefinitions
---@field list fun(params?: ashby.FeedbackFormDefinitionsListParams): ashby.FeedbackFormDefinitionsPage?, ashby.Error? one page
---@field pages fun(params?: ashby.FeedbackFormDefinitionsListParams): ashby.FeedbackFormDefinitionsPages iterator over pages
---@field each fun(params?: ashby.FeedbackFormDefinitionsListParams): ashby.FeedbackFormDefinitionsRecords iterator over records
---@field all fun(params?: ashby.FeedbackFormDefinitionsListParams): ashby.FeedbackFormDefinition[]?, ashby.Error? one array
---@field search fun(params: ashby.SearchParams): ashby.FeedbackFormDefinitionsPage?, ashby.Error? a filter and a sort over any source

---@class ashby.SyncOptions
---@field state string|{ load: fun(): table?, save: fun(data: table): any } a file, or two functions

---@class ashby.Sync
---@field changes fun(entity: string, params?: table): ashby.Records what changed since the last commit
---@field full fun(entity: string): boolean?, string? whether it was a full pass, and why
---@field reconcile fun(entity: string, params?: table): string[]?, table<string, boolean>|ashby.Error ids that are no longer listed
---@field commit fun(): true?, ashby.Error? keeps the tokens of the complete passes
---@field close fun()

---@class ashby.CheckResult
---@field ok boolean whether the service takes the key
---@field title? string
---@field scopes? string[]
---@field entities? table<string, boolean>
---@field closed? table<string, string> why an entity is not open
---@field error? ashby.Error

---@class ashby.WebhookEvent
---@field action string
---@field id? string
---@field data table
---@field is_ping boolean
---@field subject? string
---@field subject_id? string
---@field dedup_key string

---@class ashby.Webhook
---@field verify fun(raw_body: string, signature: string?, secret: string): true?, ashby.Error?
---@field event fun(raw_body: string): ashby.WebhookEvent?, ashby.Error?

---@class ashby.StoreOptions
---@field client? ashby.Client the client that pulls
---@field read_only? boolean

---@class ashby.PullOptions
---@field client? ashby.Client
---@field entities? string[]
---@field full? boolean
---@field history? boolean
---@field offers? boolean
---@field progress? fun(event: ashby.PullEvent)

---@class ashby.PullEvent
---@field event "page"|"rate_wait"|"history"
---@field entity? string
---@field mode? "full"|"incremental"
---@field records? integer so far
---@field delay? number seconds
---@field applications? integer so far

---@class ashby.Pulled
---@field mode? "full"|"incremental"
---@field reason? string why the pass was full
---@field records integer
---@field new integer
---@field changed integer
---@field gone integer
---@field requests integer
---@field seconds? number
---@field unfit table<string, { count: integer, first_id: string }> values that their column could not hold
---@field error? ashby.Error
---@field stale boolean what is kept is older
---@field applications? integer of history

---@class ashby.PullDone
---@field number integer
---@field started_at string
---@field ended_at string
---@field entities table<string, table>

---@class ashby.Applied
---@field action string
---@field entity? string
---@field id? string
---@field did "new"|"changed"|"unchanged"|"erased"|"ignored"

---@class ashby.Rows : ashby.Records
---@field columns string[] their names, in their order

---@class ashby.SourcesKept : ashby.Sources
---@field get fun(id: string|{ id: string, include_gone?: boolean }): ashby.Source?, ashby.Error? one record
---@field get_many fun(ids: string[], options?: ashby.DecodeOptions): (ashby.Source|false)[]?, table<integer, ashby.Error>|ashby.Error records in the order of the ids

---@class ashby.ArchiveReasonsKept : ashby.ArchiveReasons
---@field get fun(id: string|{ id: string, include_gone?: boolean }): ashby.ArchiveReason?, ashby.Error? one record
---@field get_many fun(ids: string[], options?: ashby.DecodeOptions): (ashby.ArchiveReason|false)[]?, table<integer, ashby.Error>|ashby.Error records in the order of the ids

---@class ashby.CandidateTagsKept : ashby.CandidateTags
---@field get fun(id: string|{ id: string, include_gone?: boolean }): ashby.CandidateTag?, ashby.Error? one record
---@field get_many fun(ids: string[], options?: ashby.DecodeOptions): (ashby.CandidateTag|false)[]?, table<integer, ashby.Error>|ashby.Error records in the order of the ids

---@class ashby.CustomFieldsKept : ashby.CustomFields
---@field get fun(id: string|{ id: string, include_gone?: boolean }): ashby.CustomField?, ashby.Error? one record
---@field get_many fun(ids: string[], options?: ashby.DecodeOptions): (ashby.CustomField|false)[]?, table<integer, ashby.Error>|ashby.Error records in the order of the ids

---@class ashby.FeedbackFormDefinitionsKept : ashby.FeedbackFormDefinitions
---@field get fun(id: string|{ id: string, include_gone?: boolean }): ashby.FeedbackFormDefinition?, ashby.Error? one record
---@field get_many fun(ids: string[], options?: ashby.DecodeOptions): (ashby.FeedbackFormDefinition|false)[]?, table<integer, ashby.Error>|ashby.Error records in the order of the ids

---@class ashby.Store
---@field candidates ashby.Candidates
---@field applications ashby.Applications
---@field jobs ashby.Jobs
---@field departments ashby.Departments
---@field locations ashby.Locations
---@field users ashby.Users
---@field job_postings ashby.JobPostings
---@field sources ashby.SourcesKept
---@field archive_reasons ashby.ArchiveReasonsKept
---@field candidate_tags ashby.CandidateTagsKept
---@field custom_fields ashby.CustomFieldsKept
---@field feedback_form_definitions ashby.FeedbackFormDefinitionsKept
---@field pull fun(options?: ashby.PullOptions): table<string, ashby.Pulled>?, ashby.Error?, table<string, ashby.Pulled>?
---@field pulls fun(): ashby.PullDone[]?, ashby.Error?
---@field sql fun(query: string, ...: any): ashby.Rows rows as plain tables
---@field apply fun(raw_body: string): ashby.Applied?, ashby.Error? a verified webhook
---@field purge fun(options: { gone_before: string|integer }): table<string, integer>?, ashby.Error?
---@field execute fun(entity: string, action: string, params?: table|string): any, ashby.Error?
---@field gather fun(functions: table<any, function>, options?: { settle: boolean }): table<any, any>?, table<any, ashby.Error>|ashby.Error|nil
---@field entities fun(): string[]
---@field describe fun(entity: string): table
---@field close fun()

---@class ashby.Report
---@field name string
---@field title string
---@field question string
---@field note string
---@field columns { name: string, title: string, type: string }[]
---@field rows table[]
---@field chart table?

---@class ashby.Reports
---@field names string[]
---@field get fun(name: string): table the facts of a report
---@field run fun(name: string, source: ashby.Client|ashby.Store, options?: table): ashby.Report?, ashby.Error?
---@field several fun(names: string[], source: ashby.Client|ashby.Store, given?: fun(name: string): table?): table<string, ashby.Report>, table<string, ashby.Error>
---@field jobs fun(source: ashby.Client|ashby.Store, options?: table): ashby.Report?, ashby.Error? What are our open jobs, and who applied?
---@field pipeline fun(source: ashby.Client|ashby.Store, options?: table): ashby.Report?, ashby.Error? Where do the candidates for a job stand?
---@field recent fun(source: ashby.Client|ashby.Store, options?: table): ashby.Report?, ashby.Error? Who applied recently?
---@field applied fun(source: ashby.Client|ashby.Store, options?: table): ashby.Report?, ashby.Error? Who applied last month?
---@field sources fun(source: ashby.Client|ashby.Store, options?: table): ashby.Report?, ashby.Error? Where do applications and hires come from?
---@field departments fun(source: ashby.Client|ashby.Store, options?: table): ashby.Report?, ashby.Error? How many applications do our departments get?
---@field repeats fun(source: ashby.Client|ashby.Store, options?: table): ashby.Report?, ashby.Error? Who applied more than once?
---@field archived fun(source: ashby.Client|ashby.Store, options?: table): ashby.Report?, ashby.Error? Why do we lose applications?
---@field months fun(source: ashby.Client|ashby.Store, options?: table): ashby.Report?, ashby.Error? How does the number of applications change over time?
---@field funnel fun(source: ashby.Client|ashby.Store, options?: table): ashby.Report?, ashby.Error? At which stage do we lose candidates?
---@field time_in_stage fun(source: ashby.Client|ashby.Store, options?: table): ashby.Report?, ashby.Error? Where do candidates wait?
---@field time_to_hire fun(source: ashby.Client|ashby.Store, options?: table): ashby.Report?, ashby.Error? How long does it take from application to accepted offer?
---@field time_to_fill fun(source: ashby.Client|ashby.Store, options?: table): ashby.Report?, ashby.Error? How long does it take to fill a job?
---@field offers fun(source: ashby.Client|ashby.Store, options?: table): ashby.Report?, ashby.Error? How many of our offers are accepted?
---@field aging fun(source: ashby.Client|ashby.Store, options?: table): ashby.Report?, ashby.Error? Who waits longest, and where?
---@field recruiters fun(source: ashby.Client|ashby.Store, options?: table): ashby.Report?, ashby.Error? How much work does each recruiter have?
---@field saved fun(source: ashby.Client|ashby.Store, options?: table): ashby.Report?, ashby.Error? What does my saved report say?

---@class ashby.Client
---@field candidates ashby.Candidates
---@field applications ashby.Applications
---@field jobs ashby.Jobs
---@field departments ashby.Departments
---@field locations ashby.Locations
---@field users ashby.Users
---@field job_postings ashby.JobPostings
---@field sources ashby.Sources
---@field archive_reasons ashby.ArchiveReasons
---@field candidate_tags ashby.CandidateTags
---@field custom_fields ashby.CustomFields
---@field feedback_form_definitions ashby.FeedbackFormDefinitions
---@field execute fun(entity: string, action: string, params?: table|string): any, ashby.Error?
---@field call fun(method: string, body?: table, options?: ashby.CallOptions): any, ashby.Meta|ashby.Error|nil
---@field call_pages fun(method: string, body?: table, options?: ashby.CallPagesOptions): ashby.Pages
---@field gather fun(functions: table<any, function>, options?: { settle: boolean }): table<any, any>?, table<any, ashby.Error>|ashby.Error|nil
---@field sync fun(options: ashby.SyncOptions): ashby.Sync?, ashby.Error?
---@field check fun(): ashby.CheckResult?, ashby.Error?
---@field entities fun(): string[]
---@field describe fun(entity: string): table
---@field tick fun() once a frame, with wait = "frame"
---@field close fun()

---@class ashby : ashby.Client
---@field new fun(options?: ashby.Options): ashby.Client?, ashby.Error?
---@field store fun(path: string, options?: ashby.StoreOptions): ashby.Store?, ashby.Error?
---@field inspect fun(value: any): string a record, or any value, as text for a person
---@field time fun(text: string): number seconds since 1970 from '30d' or an ISO time
---@field report ashby.Reports
---@field webhook ashby.Webhook
---@field null any
---@field _VERSION string
local ashby = {}

return ashby
