--- shape: what the parts of an answer have to be, and what is said where they are
-- something else.
--
-- SPDX-License-Identifier: MIT

local shape = {}

--- A string that is not empty, or nil.
function shape.text(value)
  return type(value) == "string" and value ~= "" and value or nil
end

--- nil and the facts of the error.
function shape.wrong(problem, ...)
  return nil, { code = "wrong_shape",
    message = "the answer has the wrong shape: " .. problem:format(...) }
end

return shape
