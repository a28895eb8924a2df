-- SPDX-License-Identifier: MIT-0
-- Le taux de couverture global : la somme de ses quatre parts. Il manque dès qu’une part manque : une somme partielle serait fausse.
-- Définition de l’Observatoire national de la petite enfance (Onape, Cnaf) : places théoriques ÷ enfants de moins de trois ans × 100,
-- à la fin de l’année. Des places, pas des enfants : le taux peut dépasser cent.
return {
  label = { fr = "Taux de couverture", en = "Coverage rate", de = "Versorgungsquote", ar = "نسبة التغطية" },
  unit = "places pour 100 enfants",
  nature = "résultat",
  inputs = {
    eaje = "taux-couverture-eaje",
    ecole = "taux-couverture-prescolarisation",
    assistantes = "taux-couverture-assistantes-maternelles",
    domicile = "taux-couverture-garde-a-domicile",
  },
  compute = function(v) return v.eaje + v.ecole + v.assistantes + v.domicile end,
}
