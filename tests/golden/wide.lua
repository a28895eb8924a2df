-- SPDX-License-Identifier: MIT-0
-- The page of small.lua with room for two columns: sheets called NAME.wide.md are set in it.
return {
  name = "page",
  title = "Livre",
  page = { width = 112, height = 60, top = 8, bottom = 8, inner = 8, outer = 8 },
  text = { size = 8, leading = 10, justify = false },
  contents = 0,
}
