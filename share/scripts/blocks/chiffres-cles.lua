-- SPDX-License-Identifier: MIT-0
-- Des chiffres clés :  ::: chiffres-cles choix="taux-couverture,places-eaje" annee=2025
-- Chacun avec son unité, son année et, au-dessous, sa source. Un chiffre absent s’écrit « non renseigné », jamais zéro.

local mesures = require("mesures")

-- « Places d’accueil collectif (2025) » ; l’unité n’est dite que si le libellé ne commence pas par elle.
local function libelle(i, m, annee)
  local precisions = {}
  local dite = i.unit and (i.unit == "%" or string.find(string.lower(i.label), string.lower(i.unit), 1, true) == 1)
  if i.unit and not dite then precisions[#precisions + 1] = t(i.unit) end
  if m.year or annee then precisions[#precisions + 1] = tostring(m.year or annee) end
  local suite = #precisions > 0 and " (" .. table.concat(precisions, ", ") .. ")" or ""
  return brut(i.label .. suite)
end

return {
  options = {
    { name = "choix", english = "only", type = "indicateurs", required = true },
    { name = "annee", english = "year", type = "annee" },
    { name = "territoire", english = "territory", type = "territoire" },
    { name = "perimetre", english = "scope" },
  },
  make = function(args)
    local items, sources, vues = {}, {}, {}
    for _, id in ipairs(mesures.separe(args.choix)) do
      local i = indicateur(id)
      local m = mesure(id, { annee = args.annee, territoire = args.territoire, perimetre = args.perimetre })
      items[#items + 1] = "**" .. brut(m.bare) .. "** " .. libelle(i, m, args.annee)
      local source = m.source and t(m.source)
      if source and m.computed then source = string.format(t("calcul d’après %s"), source) end
      if source and not vues[source] then
        vues[source] = true
        sources[#sources + 1] = source
      end
    end
    local suite = { { type = "bloc", name = "chiffres", content = { type = "liste", items = items } } }
    if #sources > 0 then suite[2] = { type = "source", text = table.concat(sources, " ; ") } end
    return suite
  end,
}
