-- SPDX-License-Identifier: MIT-0
-- Le taux d’occupation financier : heures facturées aux familles ÷ heures d’ouverture des places autorisées × 100.
-- À ne pas confondre avec le taux réel, qui compte les heures de présence.
return {
  label = { fr = "Taux d’occupation financier", en = "Occupancy, by hours billed", de = "Belegung nach Abrechnung", ar = "نسبة الإشغال المالية" },
  unit = "%",
  nature = "résultat",
  total = true,
  inputs = { facturees = { "heures-facturees", "heures.facturees" }, ouverture = { "heures-ouverture", "heures.ouverture" } },
  compute = function(v) return 100 * v.facturees / v.ouverture end,
}
