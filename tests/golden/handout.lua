-- SPDX-License-Identifier: MIT-0
-- A small paper: sheets called NAME.handout.md are decks, three slides a page with what the speaker says.
return {
  name = "page",
  title = "Hand-out",
  slides = "documents",
  notes = true,
  cover = false,
  page = { width = 140, height = 150, top = 10, bottom = 12, inner = 10, outer = 10 },
  footer = { "", "", "{page} / {pages}" },
  text = { size = 8, leading = 11, justify = false },
  fonts = { text = { "Noto Sans" }, ar = { "Noto Naskh Arabic", "Noto Sans" } },
  deck = {
    page = { width = 96, height = 54, top = 5, bottom = 7, inner = 6, outer = 8 },
    text = { size = 9, leading = 12, justify = false },
    fonts = { text = { "Noto Sans" } },
  },
  contents = 0,
}
