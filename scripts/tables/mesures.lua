-- SPDX-License-Identifier: MIT-0
-- Les mesures des indicateurs, une ligne par année, avec des titres de colonnes dans chaque langue : pour les graphiques.
--   ::: graphique source=mesures x=annee y=valeur cible=cible filtre="indicateur=places-eaje"

local function nombre_de(texte)
  return texte and tonumber((string.gsub(texte, ",", ".")))
end

local rows = {}
for _, m in ipairs(data.indicateurs) do
  rows[#rows + 1] = {
    indicateur = m.indicateur, libelle = m.libelle, unite = m.unite, annee = m.annee,
    valeur = nombre_de(m.valeur), cible = nombre_de(m.cible), source = m.source,
  }
end

return {
  title = { fr = "Mesures des indicateurs", en = "Measures of the indicators", de = "Messwerte der Kennzahlen", ar = "قياسات المؤشرات" },
  columns = {
    { id = "indicateur", label = { fr = "Code", en = "Code", de = "Code", ar = "الرمز" } },
    { id = "libelle", label = { fr = "Indicateur", en = "Indicator", de = "Kennzahl", ar = "المؤشر" } },
    { id = "unite", label = { fr = "Unité", en = "Unit", de = "Einheit", ar = "الوحدة" } },
    { id = "annee", label = { fr = "Année", en = "Year", de = "Jahr", ar = "السنة" }, type = "year" },
    { id = "valeur", label = { fr = "Mesure", en = "Measure", de = "Messwert", ar = "القياس" }, type = "number" },
    { id = "cible", label = { fr = "Cible", en = "Target", de = "Zielwert", ar = "الهدف" }, type = "number" },
    { id = "source", label = { fr = "Source", en = "Source", de = "Quelle", ar = "المصدر" } },
  },
  rows = rows,
}
