-- SPDX-License-Identifier: MIT-0
-- Le document de la convention : tout ce qui est sous content/fr/ctg/, dans l’ordre des pages (weight, puis numéro). Un PDF A4, et le même
-- pour un traitement de texte. Une ligne qui commence par deux traits est un commentaire : livret ne la lit pas.

return {
  name = "ctg",
  title = { fr = "La convention territoriale globale" },
  subject = { fr = "Axes, objectifs et actions" },
  page = { format = "A4", top = 24, bottom = 22, inner = 22, outer = 22 },
  header = { "{titre}", "", "{section}" },
  footer = { "", "", "{page}" },
  text = { size = 10, leading = 14 },
  fonts = { text = { "Noto Sans", "Noto Sans Math" }, title = { "Noto Sans", "Noto Sans Math" }, code = { "Noto Sans Mono" } },
  colors = { accent = site.theme and site.theme.couleur_principale or "#1A4F7A", text = "#1B1B1B", soft = "#555555", rule = "#B8C4CF" },
  cover = { subtitle = { fr = "Mon territoire – 2025–2028" } },
  contents = 2,
  odt = true,
  sheets = { axe = "fiche-axe", action = "fiche-action" },
  sheets_apart = true,                   -- chaque fiche commence sur une page à elle
  pages = { "/ctg/*" },
}
