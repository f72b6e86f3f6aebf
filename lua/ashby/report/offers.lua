--- offers: how many offers are made, and accepted.
--
-- Offers by the month of their latest version; acceptance is the accepted share
-- of those that were decided.
-- Source: docs.ashbyhq.com/offer-and-offer-acceptance-reports.
--
-- SPDX-License-Identifier: MIT

local period = require "ashby.report.period"
local tally = require "ashby.report.tally"

local offers = {
  name = "offers", title = "Offers", question = "How many of our offers are accepted?",
  options = { "since", "until" }, about = "Offers",
  columns = {
    { name = "month", title = "Month", type = "month" },
    { name = "offers", title = "Offers", type = "integer" },
    { name = "accepted", title = "Accepted", type = "integer" },
    { name = "declined", title = "Declined", type = "integer" },
    { name = "open", title = "Open", type = "integer" },
    { name = "acceptance", title = "Accepted of decided", type = "percent" },
  },
  order = { "month" },
  chart = { kind = "columns", label = "month", value = "offers", part = "accepted" },
}

function offers.needs() return { offers = { offers = true } } end

local COUNT_AS = { Accepted = "accepted", Declined = "declined", Pending = "open", Created = "open",
  WaitingOnResponse = "open" }

function offers.rows(pulled, options)
  local rows, by_month = {}, {}
  for _, offer in ipairs(pulled.offers) do
    if offer.created_at and period.holds(options.period, offer.created_at) then
      local month = period.month(offer.created_at)
      local row = by_month[month]
      if not row then
        row = { month = month, offers = 0, accepted = 0, declined = 0, open = 0 }
        by_month[month], rows[#rows + 1] = row, row
      end
      local column = COUNT_AS[offer.acceptance_status]
      row.offers = row.offers + 1
      if column then row[column] = row[column] + 1 end
    end
  end
  for _, row in ipairs(rows) do
    row.acceptance = tally.percent(row.accepted, row.accepted + row.declined)
  end
  return rows
end

return offers
