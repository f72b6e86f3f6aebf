--- version: of the module and of the command.
--
-- SPDX-License-Identifier: MIT

return "0.2.0"
