-- The benchmark's book: all sheets, by category.
return {
  name = "livre",
  title = "Petite enfance : le livret",
  languages = { "fr" },
  page = { format = "A4", top = 20, bottom = 20, inner = 20, outer = 20 },
  footer = { "", "{page}", "" },
  text = { size = 11, leading = 14, justify = true },
  fonts = { text = { "Liberation Serif" } },
  contents = 2,
  pages = { "/*" },
}
