-- SPDX-License-Identifier: MIT-0
-- A page of twelve lines, so that few words fill it: sheets called NAME.small.md are set in it.
return {
  name = "page",
  title = "Livre",
  page = { width = 60, height = 60, top = 8, bottom = 8, inner = 8, outer = 8 },
  text = { size = 8, leading = 10, justify = false },
  fonts = {
    text = { "Noto Sans" },
    ar = { "Noto Naskh Arabic", "Noto Sans" },
    ta = { "Noto Sans Tamil", "Noto Sans" },
    ti = { "Noto Sans Ethiopic", "Noto Sans" },
    zh = { "Noto Sans CJK SC", "Noto Sans" },
  },
  contents = 0,
  index = true,
}
