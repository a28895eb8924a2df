-- SPDX-License-Identifier: MIT-0
-- Le guide imprimé : ce qu’il contient et à quoi il ressemble.
-- Après chaque changement, « livret build » refait output/pdf/guide-fr.pdf (et guide-ar.pdf, etc.).
-- Une ligne qui commence par deux traits est un commentaire : livret ne la lit pas.

return {
  -- Le nom du fichier : guide donne output/pdf/guide-fr.pdf. Dans une page, [le guide](pdf:guide) y mène.
  name = "guide",

  -- Le titre de la couverture, par langue. Sans titre, celui du site.
  title = { fr = "Le guide des familles", en = "The family guide", de = "Der Familienratgeber", ar = "دليل الأسر" },
  subject = { fr = "L’accueil des jeunes enfants", en = "Childcare for young children", de = "Betreuung kleiner Kinder", ar = "رعاية الأطفال الصغار" },

  -- Le même guide pour un traitement de texte : output/odt/guide-fr.odt, que des partenaires reprennent dans LibreOffice ou Word. Ses
  -- styles (Titre 1, Corps de texte, Légende…) se changent là-bas d’un seul endroit. Dans une page, [le guide](odt:guide) y mène.
  odt = true,

  -- Les langues du guide. Une langue absente d’ici n’a pas de guide.
  languages = { "fr", "en", "de", "ar" },

  -- Le papier. format : A3, A4, A5, A6 ou 16:9 ; sinon width et height. Les marges sont en millimètres :
  -- top (haut), bottom (bas), inner (côté reliure), outer (côté extérieur). two_sided : recto et verso ; roman_front : la
  -- couverture et le sommaire sont numérotés i, ii… et le texte commence à la page 1. side : la largeur d’une colonne, dans
  -- la marge extérieure, pour les notes de marge (::: marge) ; il faut 10 mm de plus à outer. Sans elle, ces notes sont dans le texte.
  page = { format = "A4", top = 26, bottom = 24, inner = 24, outer = 24, two_sided = false, roman_front = false },

  -- L’en-tête et le pied : trois textes, au début, au milieu et à la fin de la ligne.
  -- {titre}, {section}, {page} et {pages} sont remplacés.
  header = { "{titre}", "", "{section}" },
  footer = { "", "", "{page}" },

  -- Un mot pâle derrière le texte de chaque page, pour une version qui n’est pas définitive.
  -- watermark = { fr = "Projet", en = "Draft", ar = "مشروع" },

  -- Le texte : size (corps, en points), leading (interligne, en points ; 0 : calculé), justify (aligné des deux côtés).
  text = { size = 10.5, leading = 15, justify = false },

  -- Les polices, par ordre de préférence. Elles doivent être installées : livret ne remplace jamais une police en silence.
  -- Une langue peut avoir les siennes (ar). Noto Sans Math a les signes ≈ et −.
  fonts = {
    text = { "Noto Sans", "Noto Sans Math" },
    title = { "Noto Sans", "Noto Sans Math" },
    code = { "Noto Sans Mono" },
    ar = { "Noto Naskh Arabic", "Noto Sans", "Noto Sans Math" },
  },

  -- Les couleurs, comme dans livret.yml : un dièse et six chiffres.
  colors = { accent = site.theme and site.theme.couleur_principale or "#1A4F7A", text = "#1B1B1B", soft = "#555555", rule = "#B8C4CF" },

  -- La couverture. picture : une image de content/images/ (ici, theme > couverture de livret.yml) ; picture_text : ce qu’elle
  -- montre (sans texte, elle est décorative) ; foot : une ligne sous l’éditeur. La date vient de --clock.
  cover = {
    picture = site.theme and site.theme.couverture,
    subtitle = { fr = "Pour les enfants de 0 à 3 ans et leurs parents", en = "For children under three and their parents",
                 de = "Für Kinder von 0 bis 3 Jahren und ihre Eltern",
                 ar = "للأطفال دون الثالثة ووالديهم" },
  },

  -- Le sommaire : jusqu’à quel niveau de titre il descend (0 : pas de sommaire).
  contents = 2,

  -- Les listes après le sommaire : "tables" (tableaux qui ont une légende), "figures" (graphiques et images légendées).
  -- lists = { "tables", "figures" },

  -- Combien de pages au plus : livret dit quand il y en a plus.
  -- pages_at_most = 48,

  -- Les légendes des tableaux et des figures sont numérotées dans tout le livre ; numbers = false : elles ne le sont pas.
  -- Dans une page, [](#places) appelle un tableau par son numéro (« Tableau 3 »), [](#places){.page} par sa page.
  -- L’index à la fin du livre : true, ou un titre par langue. Dans une page, [mot]{.index} y inscrit ce mot ;
  -- [autres mots]{index="mot"} l’inscrit sous un autre nom.
  index = true,

  -- Les chapitres commencent-ils toujours sur une page de droite ? (pour un livret relié)
  chapters_on_recto = false,

  -- Les fiches qui ont des champs (axes et actions de la convention…) : le bloc de scripts/blocks/ qui les met en page.
  sheets = { axe = "fiche-axe", action = "fiche-action" },

  -- Chaque fiche commence-t-elle sur une page à elle ?
  -- sheets_apart = true,

  -- Un livre peut être fait d’autre chose que de pages : slides et each, voir diaporama.lua ; forms (formulaires vierges), voir formulaire.lua.

  -- Ce que le guide contient, dans l’ordre. "/aides" : une page. "/aides/*" : une rubrique et toutes ses pages.
  -- { title = { fr = "…" }, pages = { … } } : une partie avec un titre à elle. Les réunions ont leurs propres livres : "/*" les laisse de côté.
  pages = { "/*" },
}
