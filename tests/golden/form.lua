-- SPDX-License-Identifier: MIT-0
-- A narrow page for blank forms: kinds called NAME.form.yml are set in it.
return {
  name = "formulaire",
  title = "à remplir",
  intro = "À l’écran ou à la main.",
  lines = 2,
  rows = 2,
  page = { width = 100, height = 120, top = 8, bottom = 8, inner = 8, outer = 8 },
  footer = { "{titre}", "", "{page}" },
  text = { size = 8, leading = 10, justify = false },
  fonts = { text = { "Noto Sans" } },
  cover = false,
  contents = 0,
}
