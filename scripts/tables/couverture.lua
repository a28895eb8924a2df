-- SPDX-License-Identifier: MIT-0
-- Le taux de couverture par commune : places théoriques ÷ enfants de moins de trois ans × 100, à la fin de l’année
-- (définition de l’Observatoire national de la petite enfance). Il compte des places, pas des enfants : il peut dépasser 100.
-- Les pages le montrent par  ::: tableau source=couverture  ; il est aussi écrit dans output/data/couverture.csv et .json.

local ANNEE = "2025"

-- Les modes de content/data/places.csv, réunis comme dans les publications de la Caf.
local COLONNE = {
  ["EAJE PSU"] = "eaje",
  ["EAJE hors PSU"] = "eaje",
  ["Préscolarisation"] = "ecole",
  ["Assistantes maternelles"] = "individuel",
  ["Garde à domicile"] = "individuel",
}

local function enfants(commune)
  for _, mesure in ipairs(commune.enfants_moins_3) do
    if mesure.annee == ANNEE then return tonumber(mesure.texte) end
  end
end

local places = {}                        -- code de la commune -> places par colonne
for _, ligne in ipairs(data.places) do
  local colonne = COLONNE[ligne.mode]
  if ligne.annee == ANNEE and colonne then
    local commune = places[ligne.code] or { eaje = 0, ecole = 0, individuel = 0 }
    commune[colonne] = commune[colonne] + tonumber(ligne.places)
    places[ligne.code] = commune
  end
end

local function ligne(code, nom, p, n)
  local total = p and p.eaje + p.ecole + p.individuel
  return {
    code = code, commune = nom,
    eaje = p and p.eaje, ecole = p and p.ecole, individuel = p and p.individuel,
    places = total, enfants = n,
    taux = total and n and n > 0 and 100 * total / n or nil,
  }
end

local rows, somme, tous = {}, { eaje = 0, ecole = 0, individuel = 0 }, 0
for _, commune in ipairs(data.communes.commune) do
  local p, n = places[commune.code], enfants(commune)
  rows[#rows + 1] = ligne(commune.code, commune.nom, p, n)
  if p and n then
    for colonne, nombre in pairs(p) do somme[colonne] = somme[colonne] + nombre end
    tous = tous + n
  end
end
rows[#rows + 1] = ligne(nil, "Val d’Aubrelle", somme, tous)

return {
  title = {
    fr = "Places et taux de couverture par commune en " .. ANNEE,
    en = "Places and coverage rate by commune in " .. ANNEE,
    de = "Betreuungsplätze und Versorgungsquote nach Gemeinden im Jahr " .. ANNEE,
    ar = "الأماكن ونسبة التغطية في كل بلدية في عام " .. ANNEE,
  },
  source = {
    fr = "données inventées, à l’image de celles de la Caf et de l’Insee, " .. ANNEE,
    en = "invented data, after the model of those of Caf and Insee, " .. ANNEE,
    de = "erfundene Daten nach dem Vorbild der Daten von Caf und Insee, " .. ANNEE,
    ar = "بيانات متخيلة لعام " .. ANNEE .. " على غرار بيانات Caf وInsee",
  },
  columns = {
    { id = "commune", label = { fr = "Commune", en = "Commune", de = "Gemeinde", ar = "البلدية" } },
    { id = "eaje", label = { fr = "Accueil collectif", en = "Group care", de = "Krippen", ar = "الرعاية الجماعية" }, type = "integer" },
    { id = "ecole", label = { fr = "École à 2 ans", en = "School at 2", de = "Vorschule ab 2", ar = "المدرسة في سن الثانية" }, type = "integer" },
    { id = "individuel", label = { fr = "Accueil individuel", en = "Home-based care", de = "Tagespflege und zu Hause", ar = "الرعاية الفردية" }, type = "integer" },
    { id = "places", label = { fr = "Places", en = "Places", de = "Plätze", ar = "الأماكن" }, type = "integer" },
    { id = "enfants", label = { fr = "Enfants de moins de 3 ans", en = "Children under 3", de = "Kinder unter 3 Jahren", ar = "الأطفال دون الثالثة" }, type = "integer" },
    { id = "taux", label = { fr = "Places pour 100 enfants", en = "Places per 100 children", de = "Plätze je 100 Kinder", ar = "الأماكن لكل 100 طفل" },
      type = "number", decimals = 1 },
  },
  rows = rows,
}
