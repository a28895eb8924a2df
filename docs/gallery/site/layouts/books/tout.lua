-- SPDX-License-Identifier: MIT-0
return {
  name = "tout",
  title = "Une page de tout",
  page = { format = "A4", top = 22, bottom = 20, inner = 22, outer = 64, side = 46, two_sided = true },
  header = { "{titre}", "", "{section}" },
  footer = { "", "", "{page}" },
  text = { size = 10.5, leading = 14.5, justify = true },
  lists = { "tables", "figures" },
  contents = 2,
  index = true,
  pages = { "/tout" },
}
