-- SPDX-License-Identifier: MIT-0
-- Le bilan entier : un PDF A4 pour chaque page « kind: bilan », et le même pour un traitement de texte. content/fr/ctg/2026.md donne
-- output/pdf/2026-bilan-fr.pdf. Pour le changer, copiez ce fichier dans layouts/books/ de votre site. guide.lua explique chaque ligne.

return {
  name = "bilan",
  title = { fr = "Le bilan entier", en = "The full review", de = "Der ganze Bericht", ar = "الحصيلة الكاملة", tr = "Tam değerlendirme",
            uk = "Повний звіт", pt = "Balanço completo", ta = "முழு மதிப்பாய்வு", zh = "完整总结", prs = "گزارش کامل" },
  each = "bilan",
  odt = true,
  page = { format = "A4", top = 24, bottom = 22, inner = 22, outer = 22 },
  header = { "{titre}", "", "" },
  footer = { "{organisme}", "", "{page} / {pages}" },
  text = { size = 10, leading = 14, justify = false },
  fonts = {
    text = { "Noto Sans", "Noto Sans Math" },
    title = { "Noto Sans", "Noto Sans Math" },
    code = { "Noto Sans Mono" },
    ar = { "Noto Naskh Arabic", "Noto Sans", "Noto Sans Math" },
  },
  colors = { accent = site.theme and site.theme.couleur_principale or "#1A4F7A", text = "#1B1B1B", soft = "#555555", rule = "#B8C4CF" },
  cover = {},
  contents = 2,
}
