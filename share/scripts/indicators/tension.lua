-- SPDX-License-Identifier: MIT-0
-- La tension : demandes d’accueil pour une place offerte. Au-dessus de 1, il y a plus de demandes que de places.
return {
  label = { fr = "Tension : demandes par place", en = "Tension: applications per place", de = "Anfragen je Platz", ar = "الضغط: الطلبات لكل مكان" },
  unit = "",
  nature = "résultat",
  decimals = 2,
  total = true,
  inputs = { demandes = { "demandes", "attribution.demandes" }, places = { "places-offertes", "attribution.places" } },
  compute = function(v) return v.demandes / v.places end,
}
