-- SPDX-License-Identifier: MIT-0
-- Le tableau de suivi de la convention : une ligne par indicateur, une colonne par année, la cible et l’évolution.
-- Une mesure absente reste absente (« non renseigné ») : elle n’est jamais comptée pour zéro.

local ANNEES = { "2023", "2024", "2025" }

local function nombre_de(texte)
  return texte and tonumber((string.gsub(texte, ",", ".")))
end

local rows, par_nom = {}, {}
for _, mesure in ipairs(data.indicateurs) do
  local ligne = par_nom[mesure.indicateur]
  if not ligne then
    ligne = { indicateur = mesure.libelle, unite = mesure.unite, cible = nombre_de(mesure.cible) }
    par_nom[mesure.indicateur] = ligne
    rows[#rows + 1] = ligne
  end
  ligne["a" .. mesure.annee] = nombre_de(mesure.valeur)
end

for _, ligne in ipairs(rows) do
  local debut, fin = ligne["a" .. ANNEES[1]], ligne["a" .. ANNEES[#ANNEES]]
  if debut and fin then ligne.evolution = fin - debut end
end

local columns = {
  { id = "indicateur", label = { fr = "Indicateur", en = "Indicator", de = "Kennzahl", ar = "المؤشر" } },
  { id = "unite", label = { fr = "Unité", en = "Unit", de = "Einheit", ar = "الوحدة" } },
}
for _, annee in ipairs(ANNEES) do
  columns[#columns + 1] = { id = "a" .. annee, label = annee, type = "number" }
end
columns[#columns + 1] = { id = "cible", label = { fr = "Cible", en = "Target", de = "Zielwert", ar = "الهدف" }, type = "number" }
columns[#columns + 1] = { id = "evolution", label = { fr = "Évolution", en = "Change", de = "Veränderung", ar = "التغيّر" }, type = "number" }

return {
  title = { fr = "Indicateurs de la convention", en = "Indicators of the agreement", de = "Kennzahlen der Vereinbarung", ar = "مؤشرات الاتفاقية" },
  source = { fr = "données inventées ; sources de chaque mesure dans indicateurs.csv", en = "invented data; the source of each figure is in indicateurs.csv",
             de = "erfundene Daten; die Quelle jedes Messwerts steht in indicateurs.csv",
             ar = "بيانات متخيلة؛ مصدر كل رقم في indicateurs.csv" },
  columns = columns,
  rows = rows,
}
