-- SPDX-License-Identifier: MIT-0
-- Les annexes du bilan : action par action, le plan, le taux de couverture par commune, ce qui manque. Un PDF A4 pour chaque page
-- « kind: bilan ». Pour le changer, copiez ce fichier dans layouts/books/ de votre site. guide.lua explique chaque ligne.

return {
  name = "bilan-annexes",
  title = { fr = "Les annexes du bilan", en = "Annexes of the review", de = "Anhänge des Berichts", ar = "ملاحق الحصيلة",
            tr = "Değerlendirmenin ekleri", uk = "Додатки до звіту", pt = "Anexos do balanço", ta = "மதிப்பாய்வின் இணைப்புகள்",
            zh = "总结附件", prs = "ضمیمه‌های گزارش" },
  each = "bilan",
  odt = true,

  -- Un chapitre par ligne : son titre, le bloc de scripts/blocks/ qui le fait, et les options de ce bloc.
  parts = {
    { title = { fr = "Les actions, une à une", en = "Action by action", de = "Maßnahme für Maßnahme", ar = "الإجراءات واحدا واحدا",
                tr = "Eylem eylem", uk = "Захід за заходом", pt = "Ação a ação", ta = "ஒவ்வொரு செயலும்", zh = "逐项行动", prs = "هر اقدام" },
      sheet = "bilan", options = { partie = "fiches" } },
    { title = { fr = "Le taux de couverture par commune", en = "Coverage by municipality", de = "Betreuungsquote je Gemeinde",
                ar = "نسبة التغطية حسب البلدية", tr = "Belediyeye göre karşılama oranı", uk = "Рівень забезпечення за громадами",
                pt = "Taxa de cobertura por município", ta = "நகராட்சி வாரியாக ஈடுகட்டல் விகிதம்", zh = "各市镇覆盖率",
                prs = "نرخ پوشش هر شهرداری" },
      sheet = "bilan", options = { partie = "couverture" } },
    { title = { fr = "Ce qui reste à compléter", en = "Still to be completed", de = "Noch zu ergänzen", ar = "ما يبقى لاستكماله",
                tr = "Tamamlanacaklar", uk = "Що ще треба доповнити", pt = "O que falta completar", ta = "இன்னும் நிரப்ப வேண்டியவை",
                zh = "有待补充", prs = "آنچه باید تکمیل شود" },
      sheet = "bilan", options = { partie = "a-completer" } },
  },
  page = { format = "A4", top = 22, bottom = 20, inner = 20, outer = 20 },
  header = { "{titre}", "", "{section}" },
  footer = { "{organisme}", "", "{page} / {pages}" },
  text = { size = 9.5, leading = 13, justify = false },
  fonts = {
    text = { "Noto Sans", "Noto Sans Math" },
    title = { "Noto Sans", "Noto Sans Math" },
    code = { "Noto Sans Mono" },
    ar = { "Noto Naskh Arabic", "Noto Sans", "Noto Sans Math" },
  },
  colors = { accent = site.theme and site.theme.couleur_principale or "#1A4F7A", text = "#1B1B1B", soft = "#555555", rule = "#B8C4CF" },
  cover = { subtitle = { fr = "Annexes", en = "Annexes", de = "Anhänge", ar = "الملاحق", tr = "Ekler", uk = "Додатки", pt = "Anexos",
                         ta = "இணைப்புகள்", zh = "附件", prs = "ضمیمه‌ها" } },
  contents = 1,
}
