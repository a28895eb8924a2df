-- SPDX-License-Identifier: MIT-0
-- Le taux de facturation : heures facturées ÷ heures réalisées (de présence) × 100. Depuis 2025, la PSU par heure diminue de 107 % à 120 %.
return {
  label = { fr = "Taux de facturation", en = "Billing rate", de = "Abrechnungsquote", ar = "نسبة الفوترة" },
  unit = "%",
  nature = "résultat",
  total = true,
  inputs = { facturees = { "heures-facturees", "heures.facturees" }, realisees = { "heures-presence", "heures.presence" } },
  compute = function(v) return 100 * v.facturees / v.realisees end,
}
