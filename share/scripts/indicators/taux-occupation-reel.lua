-- SPDX-License-Identifier: MIT-0
-- Le taux d’occupation réel : heures de présence des enfants ÷ heures d’ouverture des places autorisées × 100.
return {
  label = { fr = "Taux d’occupation réel", en = "Occupancy, by hours present", de = "Belegung nach Anwesenheit", ar = "نسبة الإشغال الفعلية" },
  unit = "%",
  nature = "résultat",
  total = true,
  inputs = { presence = { "heures-presence", "heures.presence" }, ouverture = { "heures-ouverture", "heures.ouverture" } },
  compute = function(v) return 100 * v.presence / v.ouverture end,
}
