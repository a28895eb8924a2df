-- SPDX-License-Identifier: MIT-0
-- Le taux de couverture par l’école avant trois ans.
-- Définition de l’Observatoire national de la petite enfance (Onape, Cnaf) : places théoriques ÷ enfants de moins de trois ans × 100,
-- à la fin de l’année. Des places, pas des enfants : le taux peut dépasser cent.
return {
  label = { fr = "Taux de couverture : école avant 3 ans", en = "Coverage rate: school before 3", de = "Versorgungsquote: Vorschule vor 3", ar = "نسبة التغطية: المدرسة قبل سن الثالثة" },
  unit = "places pour 100 enfants",
  nature = "résultat",
  total = true,
  inputs = {
    enfants = { "communes.enfants_moins_3", "enfants-moins-3" },
    places = { "places.places/Préscolarisation", "places-caf.prescolarisation" },
  },
  compute = function(v)
    local places = v.places
    if v.enfants > 0 then return 100 * places / v.enfants end
  end,
}
