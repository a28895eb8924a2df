-- SPDX-License-Identifier: MIT-0
-- La participation horaire d’une famille dans une crèche financée par la PSU (accueil collectif), d’après le barème national :
--   ressources du mois, ramenées entre le plancher et le plafond  ×  taux d’effort du nombre d’enfants, arrondie au centime.
-- Barème daté : content/data/bareme-psu.json de livret, ou celui du site. Circulaire Cnaf 2019-005 et suivantes.
--
--   calcul("participation-psu", { ressources = 2400, enfants = 2, date = "2026-01-01" })
--
-- ressources : euros par mois (revenus de l’année N−2 ÷ 12). enfants : à charge. date : du contrat. handicap : enfants qui ouvrent droit à
-- l’AEEH ; chacun fait passer à la ligne suivante. Résultat : { montant, taux, ressources, plafond, plancher } ; montant est absent quand
-- le plancher de l’année n’est pas connu et que les ressources pourraient être en dessous.

local RANGS = { "1", "2", "3", "4-7", "8-10" }
local FIN = { 1, 2, 3, 7, 10 }
local PRUDENCE = 1000                    -- aucun plancher connu n’a atteint mille euros

local function en_vigueur(lignes, date)
  local retenue
  for _, ligne in ipairs(lignes) do
    if ligne.a_partir_du <= date and (not retenue or ligne.a_partir_du > retenue.a_partir_du) then retenue = ligne end
  end
  if not retenue then error("le barème n’a rien pour le " .. date, 0) end
  return retenue
end

local function plancher_de(lignes, date)
  for _, ligne in ipairs(lignes) do
    if tostring(ligne.annee) == string.sub(date, 1, 4) then return ligne.montant end
  end
end

local function rang_de(enfants, handicap)
  for rang, fin in ipairs(FIN) do
    if enfants <= fin then return math.min(rang + handicap, #RANGS) end
  end
  return #RANGS
end

return {
  label = { fr = "Participation horaire (PSU)", en = "Hourly fee (PSU)", de = "Stundensatz (PSU)", ar = "المساهمة بالساعة (PSU)" },
  unit = "€",
  params = { "ressources", "enfants", "date", "handicap" },
  data = { "bareme-psu" },
  compute = function(v, data)
    local bareme, date, ressources = data["bareme-psu"], tostring(v.date), tonumber(v.ressources)
    local taux = en_vigueur(bareme.taux_d_effort.lignes, date)[RANGS[rang_de(tonumber(v.enfants), tonumber(v.handicap or 0))]]
    local plafond = en_vigueur(bareme.plafond.lignes, date).montant
    local plancher = plancher_de(bareme.plancher.lignes, date)
    local retenues = math.min(ressources, plafond)
    if plancher then retenues = math.max(retenues, plancher) end
    local connu = plancher or ressources >= PRUDENCE
    return {
      montant = connu and math.floor(retenues * taux + 0.5) / 100 or nil,
      taux = taux, ressources = retenues, plafond = plafond, plancher = plancher,
    }
  end,
}
