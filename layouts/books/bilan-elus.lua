-- SPDX-License-Identifier: MIT-0
-- Le bilan en deux pages, pour des élus : un PDF A4 pour chaque page « kind: bilan ». Le bloc scripts/blocks/bilan-elus.lua choisit ce qu’il
-- montre. Pour le changer, copiez ce fichier dans layouts/books/ de votre site. guide.lua explique chaque ligne.

return {
  name = "bilan-elus",
  title = { fr = "Le bilan en deux pages", en = "The review in two pages", de = "Der Bericht auf zwei Seiten", ar = "الحصيلة في صفحتين",
            tr = "İki sayfada değerlendirme", uk = "Звіт на двох сторінках", pt = "O balanço em duas páginas", ta = "இரண்டு பக்கங்களில் மதிப்பாய்வு",
            zh = "两页总结", prs = "گزارش در دو صفحه" },
  each = "bilan",
  odt = true,
  parts = { { sheet = "bilan-elus" } },

  -- pages : au plus tant de pages ; s’il y en a plus, livret le dit.
  pages_at_most = 2,

  page = { format = "A4", top = 17, bottom = 16, inner = 18, outer = 18 },
  footer = { "{organisme}", "", "{page} / {pages}" },
  text = { size = 9, leading = 12, justify = false },
  fonts = {
    text = { "Noto Sans", "Noto Sans Math" },
    title = { "Noto Sans", "Noto Sans Math" },
    code = { "Noto Sans Mono" },
    ar = { "Noto Naskh Arabic", "Noto Sans", "Noto Sans Math" },
  },
  colors = { accent = site.theme and site.theme.couleur_principale or "#1A4F7A", text = "#1B1B1B", soft = "#555555", rule = "#B8C4CF" },
  cover = false,
  contents = 0,
  numbers = false,
}
