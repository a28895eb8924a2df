-- SPDX-License-Identifier: MIT-0
-- Le diaporama d’une réunion : un PDF 16:9 pour chaque fiche « kind: reunion », une page par diapositive.
-- content/fr/ctg/copil.md donne output/pdf/copil-diaporama-fr.pdf. Les notes de l’orateur n’y sont pas.
-- Pour le changer, copiez ce fichier dans layouts/books/ de votre site. guide.lua explique chaque ligne.

return {
  name = "diaporama",
  title = { fr = "Diaporama", en = "Slides", de = "Folien", ar = "شرائح العرض", tr = "Slaytlar", uk = "Слайди", pt = "Diapositivos",
            ta = "படவில்லைகள்", zh = "幻灯片", prs = "اسلایدها" },

  -- each : un PDF pour chaque page de cette sorte. slides = true : chaque diapositive sur une page à elle ; celle qui déborde
  -- continue sur la suivante, avec « (suite) » après son titre.
  each = "reunion",
  slides = true,

  -- running : le corps du pied de page, en points. {organisme}, {date} et {lieu} viennent de la fiche.
  page = { format = "16:9", top = 15, bottom = 19, inner = 22, outer = 22, running = 12 },
  footer = { "{organisme}", "", "{date} – {page} / {pages}" },

  text = { size = 21, leading = 29, justify = false },
  fonts = {
    text = { "Noto Sans", "Noto Sans Math" },
    title = { "Noto Sans", "Noto Sans Math" },
    code = { "Noto Sans Mono" },
    ar = { "Noto Naskh Arabic", "Noto Sans", "Noto Sans Math" },
  },
  colors = { accent = site.theme and site.theme.couleur_principale or "#1A4F7A", text = "#1B1B1B", soft = "#555555", rule = "#B8C4CF" },
  contents = 0,
  numbers = false,
}
