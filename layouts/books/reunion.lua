-- SPDX-License-Identifier: MIT-0
-- Les papiers d’une réunion : l’invitation, la feuille de présence et le compte rendu, dans un PDF A4 pour chaque fiche « kind: reunion ».
-- Pour le changer, copiez ce fichier dans layouts/books/ de votre site. guide.lua explique chaque ligne.

return {
  name = "reunion",
  title = { fr = "Invitation, feuille de présence et compte rendu", en = "Invitation, attendance sheet and minutes",
            de = "Einladung, Anwesenheitsliste und Protokoll", ar = "الدعوة وقائمة الحضور والمحضر",
            tr = "Davet, katılım listesi ve tutanak", uk = "Запрошення, список присутніх і протокол",
            pt = "Convocatória, folha de presenças e ata", ta = "அழைப்பு, வருகைப் பட்டியல், கூட்டக் குறிப்பு",
            zh = "邀请函、签到表和会议记录", prs = "دعوت‌نامه، فهرست حاضران و صورت‌جلسه" },
  each = "reunion",

  -- Le même pour un traitement de texte, où l’on complète le compte rendu : output/odt/copil-reunion-fr.odt.
  odt = true,
  cover = false,

  -- Un chapitre par ligne : son titre, et le bloc de scripts/blocks/ qui le fait à partir de la fiche.
  parts = {
    { title = { fr = "Invitation", en = "Invitation", de = "Einladung", ar = "دعوة", tr = "Davet", uk = "Запрошення", pt = "Convocatória",
                ta = "அழைப்பு", zh = "邀请函", prs = "دعوت‌نامه" }, sheet = "invitation" },
    { title = { fr = "Feuille de présence", en = "Attendance sheet", de = "Anwesenheitsliste", ar = "قائمة الحضور", tr = "Katılım listesi",
                uk = "Список присутніх", pt = "Folha de presenças", ta = "வருகைப் பட்டியல்", zh = "签到表", prs = "فهرست حاضران" },
      sheet = "feuille-de-presence" },
    { title = { fr = "Compte rendu", en = "Minutes", de = "Protokoll", ar = "محضر الاجتماع", tr = "Tutanak", uk = "Протокол", pt = "Ata",
                ta = "கூட்டக் குறிப்பு", zh = "会议记录", prs = "صورت‌جلسه" }, sheet = "compte-rendu" },
  },

  page = { format = "A4", top = 26, bottom = 24, inner = 24, outer = 24 },
  header = { "{titre}", "", "" },
  footer = { "{organisme}", "", "{page} / {pages}" },
  text = { size = 10.5, leading = 15, justify = false },
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
