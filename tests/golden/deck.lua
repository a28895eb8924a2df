-- SPDX-License-Identifier: MIT-0
-- A small screen: sheets called NAME.deck.md are cut into slides, one a page.
return {
  name = "page",
  title = "Deck",
  slides = true,
  page = { width = 96, height = 54, top = 5, bottom = 7, inner = 6, outer = 6, running = 5 },
  footer = { "{organisme}", "", "{page} / {pages}" },
  text = { size = 9, leading = 12, justify = false },
  fonts = { text = { "Noto Sans" }, ar = { "Noto Naskh Arabic", "Noto Sans" } },
  contents = 0,
}
