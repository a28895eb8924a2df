-- SPDX-License-Identifier: MIT-0
-- Les formulaires vierges : un PDF pour chaque sorte de fiche (layouts/kinds/), à remplir à l’écran ou à la main.
-- La sorte « action » donne output/pdf/formulaire-action-fr.pdf. Dans une page, [le formulaire](pdf:formulaire-action) y mène.
-- Pour le changer, copiez ce fichier dans layouts/books/ de votre site. guide.lua explique chaque ligne.

return {
  name = "formulaire",
  title = { fr = "formulaire à remplir", en = "form to fill in", de = "Formular zum Ausfüllen", ar = "استمارة للملء", tr = "doldurulacak form",
            uk = "форма для заповнення", pt = "formulário a preencher", ta = "நிரப்ப வேண்டிய படிவம்", zh = "待填写的表格",
            prs = "فورم برای خانه‌پری" },

  -- forms = true : un formulaire pour chaque sorte dont le site a une fiche. forms = { "axe", "action" } : pour celles-là, fiche ou pas.
  -- Il existe dans les langues où la sorte a un titre (label). Ses cases sont les champs de la sorte, avec leur aide.
  -- not_for : les sortes qui n’en ont pas quand forms = true.
  forms = true,
  not_for = { "bilan" },

  -- Les champs qui n’y sont pas : le suivi s’écrit plus tard, dans la fiche.
  without = { "suivi", "raison", "resultats", "difficultes", "perspectives" },

  -- Ce que dit le haut de la première page.
  intro = {
    fr = "Ce formulaire se remplit à l’écran ou à la main. Les cases laissées vides pourront être complétées plus tard ; seules celles qui "
      .. "portent la mention « obligatoire » sont nécessaires.",
    en = "This form can be filled in on screen or by hand. Boxes left empty can be completed later; only those marked “required” are needed.",
    de = "Dieses Formular kann am Bildschirm oder von Hand ausgefüllt werden. Leere Felder können später ergänzt werden; nötig sind nur die "
      .. "mit „Pflichtangabe“ gekennzeichneten.",
    ar = "تُملأ هذه الاستمارة على الشاشة أو باليد. يمكن إكمال الخانات الفارغة لاحقًا، ولا يلزم إلا ما كُتب عليه «إلزامي».",
    tr = "Bu form ekranda ya da elle doldurulur. Boş bırakılan kutular sonra tamamlanabilir; yalnızca “zorunlu” yazanlar gereklidir.",
    uk = "Цю форму заповнюють на екрані або від руки. Порожні поля можна доповнити пізніше; потрібні лише позначені словом «обов’язково».",
    pt = "Este formulário preenche-se no ecrã ou à mão. Os campos vazios podem ser completados mais tarde; só os marcados «obrigatório» "
      .. "são necessários.",
    ta = "இந்தப் படிவத்தைத் திரையிலோ கையாலோ நிரப்பலாம். வெற்றுக் கட்டங்களைப் பின்னர் நிரப்பலாம்; “கட்டாயம்” என்று குறிக்கப்பட்டவை மட்டுமே தேவை.",
    zh = "本表可在屏幕上或手写填写。空白处可以以后补填；只有标有“必填”的项目是必需的。",
    prs = "این فورم روی صفحه یا با دست پر می‌شود. خانه‌های خالی را می‌توان بعداً تکمیل کرد؛ تنها خانه‌هایی که «ضروری» نوشته شده لازم اند.",
  },

  -- lines : la hauteur, en lignes, d’une case où l’on écrit plusieurs lignes. rows : le nombre de lignes vides d’un tableau.
  -- groups : combien de fois sont répétés les champs qui ne tiennent pas dans un tableau, comme ceux des actions d’un axe.
  lines = 3,
  rows = 5,
  groups = 4,

  -- Le même pour un traitement de texte : output/odt/formulaire-action-fr.odt.
  odt = true,

  cover = false,
  contents = 0,
  numbers = false,
  page = { format = "A4", top = 22, bottom = 20, inner = 20, outer = 20 },
  footer = { "{titre}", "", "{page} / {pages}" },
  text = { size = 10, leading = 14, justify = false },
  fonts = {
    text = { "Noto Sans", "Noto Sans Math" },
    title = { "Noto Sans", "Noto Sans Math" },
    code = { "Noto Sans Mono" },
    ar = { "Noto Naskh Arabic", "Noto Sans", "Noto Sans Math" },
  },
  colors = { accent = site.theme and site.theme.couleur_principale or "#1A4F7A", text = "#1B1B1B", soft = "#555555", rule = "#B8C4CF" },
}
