-- SPDX-License-Identifier: MIT-0
-- Les places pour cent enfants de moins de trois ans, par mode d’accueil (le périmètre de chaque ligne de places.csv).
return {
  label = { fr = "Places pour 100 enfants, par mode d’accueil", en = "Places per 100 children, by kind of care",
            de = "Plätze je 100 Kinder, nach Betreuungsart", ar = "الأماكن لكل 100 طفل بحسب نوع الرعاية" },
  unit = "places pour 100 enfants",
  nature = "résultat",
  total = true,
  inputs = { places = "places.places", enfants = { "communes.enfants_moins_3", "enfants-moins-3" } },
  compute = function(v)
    if v.enfants > 0 then return 100 * v.places / v.enfants end
  end,
}
