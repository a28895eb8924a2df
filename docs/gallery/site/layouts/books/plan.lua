-- SPDX-License-Identifier: MIT-0
return {
  name = "plan",
  title = "Le plan d’actions",
  page = { width = 297, height = 210, top = 20, bottom = 18, inner = 16, outer = 16 },
  header = { "{titre}", "", "{section}" },
  footer = { "", "", "{page} / {pages}" },
  text = { size = 9.5, leading = 13, justify = false },
  contents = 0,
  pages = { "/plan" },
}
