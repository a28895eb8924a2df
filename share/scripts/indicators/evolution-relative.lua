-- SPDX-License-Identifier: MIT-0
-- L’évolution en un an, en pourcentage de l’année d’avant.
return {
  label = { fr = "Évolution en un an, en %", en = "Change in a year, in %", de = "Veränderung in einem Jahr, in %", ar = "التغير خلال سنة بالنسبة المئوية" },
  unit = "%",
  each = true,
  inputs = { "value", "before" },
  compute = function(v)
    if v.before ~= 0 then return 100 * (v.value - v.before) / v.before end
  end,
}
