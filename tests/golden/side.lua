-- SPDX-License-Identifier: MIT-0
-- The page of small.lua with a column for side notes.
return {
  name = "page",
  title = "Livre",
  page = { width = 100, height = 60, top = 8, bottom = 8, inner = 8, outer = 40, side = 30 },
  text = { size = 8, leading = 10, justify = false },
  contents = 0,
}
