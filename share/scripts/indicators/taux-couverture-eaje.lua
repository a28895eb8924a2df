-- SPDX-License-Identifier: MIT-0
-- Le taux de couverture par l’accueil collectif : crèches financées par la PSU et autres.
-- Définition de l’Observatoire national de la petite enfance (Onape, Cnaf) : places théoriques ÷ enfants de moins de trois ans × 100,
-- à la fin de l’année. Des places, pas des enfants : le taux peut dépasser cent.
return {
  label = { fr = "Taux de couverture : accueil collectif", en = "Coverage rate: group care", de = "Versorgungsquote: Krippen", ar = "نسبة التغطية: الرعاية الجماعية" },
  unit = "places pour 100 enfants",
  nature = "résultat",
  total = true,
  inputs = {
    enfants = { "communes.enfants_moins_3", "enfants-moins-3" },
    eaje = { id = { "places-caf.eaje", "places-eaje-total" }, optional = true },
    psu = { id = "places.places/EAJE PSU", optional = true },
    hors_psu = { id = "places.places/EAJE hors PSU", optional = true },
  },
  compute = function(v)
    local places = v.eaje or v.psu and v.hors_psu and v.psu + v.hors_psu
    if not places then return nil end
    if v.enfants > 0 then return 100 * places / v.enfants end
  end,
}
