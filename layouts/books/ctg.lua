-- SPDX-License-Identifier: MIT-0
-- Le document de la convention : les axes, le plan, les fiches action, les bilans. Les pages qui disent « books: [ctg] » n’entrent dans aucun
-- autre livre. Les clés sont expliquées dans guide.lua.

return {
  name = "ctg",
  title = { fr = "La convention territoriale globale" },
  subject = { fr = "Axes, plan d’actions, fiches et bilans" },
  languages = { "fr" },
  page = { format = "A4", top = 24, bottom = 22, inner = 22, outer = 22 },
  header = { "{titre}", "", "{section}" },
  footer = { "", "", "{page}" },
  text = { size = 10, leading = 14 },
  fonts = { text = { "Noto Sans", "Noto Sans Math" }, title = { "Noto Sans", "Noto Sans Math" }, code = { "Noto Sans Mono" } },
  colors = { accent = site.theme and site.theme.couleur_principale or "#1A4F7A", text = "#1B1B1B", soft = "#555555", rule = "#B8C4CF" },
  cover = { subtitle = { fr = "Val d’Aubrelle, un territoire inventé – 2025–2028" } },
  contents = 2,
  odt = true,
  sheets = { axe = "fiche-axe", action = "fiche-action" },
  sheets_apart = true,
  pages = { "/ctg/*" },
}
