-- SPDX-License-Identifier: MIT-0
-- L’évolution en un an de chaque indicateur suivi : la valeur moins celle de l’année d’avant (en points pour un taux).
return {
  label = { fr = "Évolution en un an", en = "Change in a year", de = "Veränderung in einem Jahr", ar = "التغير خلال سنة" },
  each = true,
  inputs = { "value", "before" },
  compute = function(v) return v.value - v.before end,
}
