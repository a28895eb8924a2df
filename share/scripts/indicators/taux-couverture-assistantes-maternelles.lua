-- SPDX-License-Identifier: MIT-0
-- Le taux de couverture par les assistantes maternelles.
-- Définition de l’Observatoire national de la petite enfance (Onape, Cnaf) : places théoriques ÷ enfants de moins de trois ans × 100,
-- à la fin de l’année. Des places, pas des enfants : le taux peut dépasser cent.
return {
  label = { fr = "Taux de couverture : assistantes maternelles", en = "Coverage rate: childminders", de = "Versorgungsquote: Tagesmütter", ar = "نسبة التغطية: المساعدات الأموميات" },
  unit = "places pour 100 enfants",
  nature = "résultat",
  total = true,
  inputs = {
    enfants = { "communes.enfants_moins_3", "enfants-moins-3" },
    places = { "places.places/Assistantes maternelles", "places-caf.assistantes_maternelles" },
  },
  compute = function(v)
    local places = v.places
    if v.enfants > 0 then return 100 * places / v.enfants end
  end,
}
