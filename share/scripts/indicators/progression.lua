-- SPDX-License-Identifier: MIT-0
-- Le chemin parcouru de la valeur de départ vers la cible : 0 % au départ, 100 % à la cible, plus quand elle est dépassée,
-- moins de 0 quand on s’en éloigne. Sans valeur de référence, le départ est la première année connue.
-- Une cible plus basse que le départ, pour un indicateur dont on veut davantage, est un seuil à tenir : il n’y a pas de chemin à parcourir.
return {
  label = { fr = "Progression vers la cible", en = "Progress to the target", de = "Fortschritt zum Ziel", ar = "التقدم نحو الهدف" },
  unit = "%",
  decimals = 0,
  each = true,
  inputs = { "value", "baseline", "target", "less" },
  compute = function(v)
    local chemin = v.target - v.baseline
    if v.less == 1 then chemin = -chemin end
    if chemin > 0 then return 100 * (v.value - v.baseline) / (v.target - v.baseline) end
  end,
}
