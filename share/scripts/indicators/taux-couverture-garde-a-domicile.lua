-- SPDX-License-Identifier: MIT-0
-- Le taux de couverture par la garde à domicile.
-- Définition de l’Observatoire national de la petite enfance (Onape, Cnaf) : places théoriques ÷ enfants de moins de trois ans × 100,
-- à la fin de l’année. Des places, pas des enfants : le taux peut dépasser cent.
return {
  label = { fr = "Taux de couverture : garde à domicile", en = "Coverage rate: care at home", de = "Versorgungsquote: Betreuung zu Hause", ar = "نسبة التغطية: الرعاية في المنزل" },
  unit = "places pour 100 enfants",
  nature = "résultat",
  total = true,
  inputs = {
    enfants = { "communes.enfants_moins_3", "enfants-moins-3" },
    places = { "places.places/Garde à domicile", "places-caf.garde_a_domicile" },
  },
  compute = function(v)
    local places = v.places
    if v.enfants > 0 then return 100 * places / v.enfants end
  end,
}
