-- SPDX-License-Identifier: MIT-0
-- Le plan de la convention sur des feuilles A3 : le tableau, les comptes et l’index des fiches, avec leurs pages. Les clés sont expliquées
-- dans guide.lua.

return {
  name = "plan",
  title = { fr = "Le plan de la convention" },
  subject = { fr = "Thèmes, axes, objectifs et fiches action" },
  languages = { "fr" },
  odt = true,
  page = { format = "A3", landscape = true, top = 18, bottom = 16, inner = 18, outer = 18 },
  header = { "{titre}", "", "" },
  footer = { "", "", "{page} / {pages}" },
  text = { size = 9.5, leading = 13, justify = false },
  fonts = { text = { "Noto Sans", "Noto Sans Math" }, title = { "Noto Sans", "Noto Sans Math" }, code = { "Noto Sans Mono" } },
  colors = { accent = site.theme and site.theme.couleur_principale or "#1A4F7A", text = "#1B1B1B", soft = "#555555", rule = "#B8C4CF" },
  cover = false,
  contents = 0,
  pages = { "/ctg/fiches" },
}
