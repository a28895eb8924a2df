-- SPDX-License-Identifier: MIT-0
-- La fiche d’un axe de la convention, pour le papier : ses champs, l’un après l’autre. Le guide l’appelle par  sheets = { axe = "fiche-axe" }.

local fiche, suivi = require("fiche"), require("suivi")

-- Une action : son intitulé et sa description, puis où elle en est, pour quand et à quel coût.
local function actions(suite, liste, site)
  if not liste or #liste == 0 then return end
  local items = {}
  for i, a in ipairs(liste) do
    local etat, raison = suivi.etat(a, site)
    local precisions = {}
    local function precise(nom, valeur)
      if valeur then precisions[#precisions + 1] = brut(t(nom) .. t(" : ") .. valeur) end
    end
    precise("État", etat and etat .. (raison and " (" .. raison .. ")" or ""))
    precise("Échéance", a.echeance)
    precise("Coût prévu", a.cout)
    local texte = "**" .. brut(a.intitule or "–") .. "**" .. (a.description and t(" : ") .. brut(a.description) or "")
    items[i] = #precisions > 0 and { texte, table.concat(precisions, " · ") } or texte
  end
  fiche.titre(suite, t("Actions"))
  suite[#suite + 1] = { type = "liste", ordered = true, items = items }
end

return function(args, content, page, data, site)
  local suite, moyens, calendrier = {}, page.moyens or {}, page.echeancier or {}
  if page.numero then
    local numero = string.format(t("Axe %s"), page.numero)
    suite[1] = brut(page.theme and page.theme .. " · " .. numero or numero)
  end
  fiche.champ(suite, t("Suite de"), page.suite_de)
  fiche.champ(suite, t("Constats"), page.constats)
  fiche.champ(suite, t("Objectifs"), page.objectifs)
  fiche.champ(suite, t("Public cible"), page.publics)
  actions(suite, page.actions, site)
  fiche.champ(suite, t("Moyens humains"), moyens.humains)
  fiche.champ(suite, t("Moyens financiers"), moyens.financiers)
  fiche.champ(suite, t("Pilotage"), page.pilotage)
  fiche.champ(suite, t("Partenaires à mobiliser"), page.partenaires)
  if type(calendrier) == "string" then
    fiche.champ(suite, t("Échéancier"), calendrier)
  elseif calendrier.debut then
    fiche.champ(suite, t("Échéancier"), calendrier.fin and calendrier.debut .. "–" .. calendrier.fin or calendrier.debut)
  end
  fiche.section_indicateurs(suite, page.indicateurs)
  fiche.champ(suite, t("Résultats"), page.resultats)
  fiche.champ(suite, t("Perspectives"), page.perspectives)
  return suite
end
