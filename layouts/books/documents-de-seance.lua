-- SPDX-License-Identifier: MIT-0
-- Les documents de séance d’une réunion : trois diapositives réduites par page, les notes de l’orateur et des lignes pour écrire.
-- Un PDF A4 pour chaque fiche « kind: reunion ». Pour le changer, copiez ce fichier dans layouts/books/ de votre site.

return {
  name = "documents-de-seance",
  title = { fr = "Documents de séance", en = "Hand-out", de = "Tischvorlage", ar = "وثائق الجلسة", tr = "Toplantı belgeleri",
            uk = "Роздаткові матеріали", pt = "Documentos de trabalho", ta = "கூட்ட ஆவணங்கள்", zh = "会议资料", prs = "اسناد جلسه" },

  -- slides = "documents" : trois diapositives par page, chacune avec des lignes à côté. notes = true : avec les notes de l’orateur.
  -- deck : le livre dont les diapositives ont l’aspect et les numéros, ou une table avec les clés page, text, fonts… d’un tel livre.
  each = "reunion",
  slides = "documents",
  deck = "diaporama",
  notes = true,
  cover = false,

  page = { format = "A4", top = 20, bottom = 20, inner = 20, outer = 20 },
  footer = { "{organisme}", "", "{page} / {pages}" },
  text = { size = 10, leading = 14, justify = false },
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
