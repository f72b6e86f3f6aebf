--- entities: what the store keeps: those of the catalogue, and offers on
-- request; and what a pull asks for to get all that the key may see.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local columns = require "ashby.store.columns"

local entities = {}

-- Offers are not in the catalogue: this is their record, as far as it is kept.
local OFFER_VERSION = {
  { name = "id", type = "uuid" }, { name = "startDate", type = "string" },
  { name = "createdAt", type = "datetime" }, { name = "openingId", type = "uuid" },
  { name = "approvalStatus", type = "string" }, { name = "salary", type = "json" },
}
local OFFER = {
  { name = "id", type = "uuid" }, { name = "applicationId", type = "uuid" },
  { name = "acceptanceStatus", type = "string" }, { name = "offerStatus", type = "string" },
  { name = "decidedAt", type = "datetime" },
  { name = "latestVersion", type = "OfferVersion", fields = OFFER_VERSION },
}
local OFFER_LIST = {
  name = "offer.list", title = "offers.list", action = "list", permission = "offersRead",
  paged = true, sync = true,
}

local function of_catalogue(name)
  local row = catalogue.entities[name]
  return { name = name, method = row.list, columns = columns.of(catalogue.records[row.list.record]),
    has_custom_fields = columns.has_custom_fields(name), asks = catalogue.everything(row.list) }
end

--- All of them by name: { name, method, columns, has_custom_fields, asks }; is_raw:
-- the catalogue does not have it.
entities.by_name = {}
for _, name in ipairs(catalogue.names) do entities.by_name[name] = of_catalogue(name) end
entities.by_name.offers = { name = "offers", method = OFFER_LIST, columns = columns.of(OFFER),
  asks = {}, is_raw = true }

--- Their names, those of the catalogue first.
entities.names = {}
for i, name in ipairs(catalogue.names) do entities.names[i] = name end
entities.names[#entities.names + 1] = "offers"

for _, row in pairs(entities.by_name) do
  row.has = {}
  for _, column in ipairs(row.columns) do row.has[column.name] = true end
  row.children = {}
  for _, child in ipairs(columns.children) do
    if child.entity == row.name then row.children[#row.children + 1] = child end
  end
end

return entities
