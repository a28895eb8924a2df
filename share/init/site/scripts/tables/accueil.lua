-- SPDX-License-Identifier: MIT-0
-- Un tableau calculé : il lit content/data/places.csv et ajoute la part de chaque mode d’accueil.
-- Une page le montre avec  ::: tableau source=accueil

local total, rows = 0, {}
for _, ligne in ipairs(data.places) do
  total = total + tonumber(ligne.places)
end
for _, ligne in ipairs(data.places) do
  local places = tonumber(ligne.places)
  rows[#rows + 1] = { mode = ligne.mode, places = places, part = 100 * places / total }
end

return {
  title = "Les places, par mode d’accueil",
  source = "exemple inventé",
  columns = {
    { id = "mode", label = "Mode d’accueil" },
    { id = "places", label = "Places", type = "integer" },
    { id = "part", label = "Part", type = "percent", decimals = 1 },
  },
  rows = rows,
}
